import { describe, expect, it } from 'vitest';
import type { HeadId } from '../../src/reading/types';
import { headLedger, headView } from '../../src/views/head';
import { matrixLedger, matrixView } from '../../src/views/matrix';
import type { Hover, ViewInput } from '../../src/views/view';
import { marksOf } from '../../src/words/marks';
import { random, sample } from '../sample';
import { extent, input, longText } from './input';

type Pick = (below: number) => number;

const marked = [{ category: 'animal', words: ['rabbit', 'some way', 'tunnel', 'the'] }];

function randomInput(pick: Pick): ViewInput {
  const count = 1 + pick(90);
  const [layers, heads, causal] = [1 + pick(3), 1 + pick(6), pick(2) === 0];
  const reading = sample({
    tokens: longText(count),
    pairFrom: pick(2) ? Math.ceil(count / 2) : undefined,
    layers,
    heads,
    causal,
    size: 2,
    rule: { window: pick(3) ? null : 1 + pick(count), scale: [0.05, 0.5, 3][pick(3)] },
    parked: [0, count - 1].slice(0, 1 + pick(2)),
    seed: pick(1000),
  });
  if (pick(5) === 0) reading.details.delete(pick(layers));
  if (pick(6) === 0) reading.row([layers - 1, 0], pick(count))?.fill([NaN, Infinity][pick(2)]);
  const some = () => Array.from({ length: pick(3) }, () => pick(count));
  const all: HeadId[] = Array.from({ length: layers * heads }, (_, i) => [Math.floor(i / heads), i % heads]);
  const start = pick(all.length);
  const hover: Hover = {};
  if (pick(2)) hover.token = { side: pick(2) ? 'query' : 'key', index: pick(count + 3) };
  if (pick(3) === 0) hover.head = [pick(layers), pick(heads)];
  return input(reading, {
    hover,
    marks: pick(2) ? marksOf(reading, marked) : undefined,
    width: 280 + pick(1100),
    height: 60 + pick(900),
    touch: pick(4) === 0,
    state: {
      heads: all.slice(start, start + 1 + pick(12)),
      queries: some(),
      keys: some(),
      parked: (['shown', 'hidden', 'rescaled'] as const)[pick(3)],
      pair: (['all', 'aa', 'ab', 'ba', 'bb'] as const)[pick(2) * pick(5)],
      from: [0, 0.02, 0.3][pick(3)],
      window: pick(2) ? pick(count) : null,
    },
  });
}

const views = [
  ['head', headView, headLedger],
  ['matrix', matrixView, matrixLedger],
] as const;

describe.each(views)('%s view', (_, view, ledger) => {
  it('keeps every mark finite and inside the scene, whatever it is given', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const next = random(seed * 7919);
      const given = randomInput(below => Math.floor(next() * below));
      const scene = view.scene(given);
      const outside = scene.marks.filter(mark => {
        const { x, y } = extent(mark);
        return !(
          x.every(v => Number.isFinite(v) && v >= -0.5 && v <= scene.width + 0.5) &&
          y.every(v => Number.isFinite(v) && v >= -0.5 && v <= scene.height + 0.5)
        );
      });
      expect(outside, `seed ${seed}, ${given.width} × ${given.height}`).toEqual([]);
      for (const { opacity, target } of scene.marks) {
        if (opacity !== undefined) expect(opacity >= 0 && opacity <= 1).toBe(true);
        if (target?.value !== undefined) expect(Number.isFinite(target.value)).toBe(true);
      }
      const { shares } = ledger(given);
      const sum = shares ? shares.drawn + shares.thin + shares.hidden + shares.outside : 1;
      expect(sum === 0 || Math.abs(sum - 1) < 1e-6, `seed ${seed}: ${sum}`).toBe(true);
      expect(view.table(given).rows.flat().join()).not.toContain('NaN');
    }
  }, 20_000);

  it('gives the same scene twice', () => {
    const next = random(5);
    const given = randomInput(below => Math.floor(next() * below));
    expect(view.scene(given)).toEqual(view.scene(given));
  });
});
