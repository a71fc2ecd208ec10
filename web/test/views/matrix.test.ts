import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/reading/reading';
import { filteredRow } from '../../src/reading/weights';
import { areaOpacity } from '../../src/scales/ramps';
import { dark, light } from '../../src/scales/theme';
import type { Raster, Scene } from '../../src/scene/scene';
import { filtersOf } from '../../src/state/state';
import { matrixLedger, matrixView } from '../../src/views/matrix';
import { matrixAt } from '../../src/views/matrix/at';
import { sample } from '../sample';
import { expectScene } from '../snapshot';
import { catMat, curves, input, longText, texts } from './input';

const reading = (count: number): Reading =>
  sample({ tokens: longText(count), layers: 1, heads: 3, size: 4, rule: { scale: 0.6 } });
const short = reading(80);
const long = reading(300);

const rasters = (scene: Scene): Raster[] => scene.marks.filter(mark => mark.kind === 'raster');

/** Pixels are compared by number; a file of them would be megabytes. */
const withoutPixels = (scene: Scene): Scene => ({
  ...scene,
  marks: scene.marks.filter(mark => mark.kind !== 'raster'),
});

const queriesOf = (scene: Scene): number[] =>
  scene.marks.flatMap(mark =>
    mark.kind === 'text' && mark.token?.side === 'query' ? [mark.token.index] : [],
  );

const keysOf = (scene: Scene): number[] =>
  scene.marks.flatMap(mark => (mark.kind === 'text' && mark.token?.side === 'key' ? [mark.token.index] : []));

describe('matrix view', () => {
  it('draws 80 tokens', () => {
    expectScene(
      'matrix-80',
      matrixView.scene(input(short, { hover: { token: { side: 'query', index: 70 } } })),
    );
  });

  const cases: Record<string, Parameters<typeof matrixView.scene>[0]> = {
    'matrix-300': input(long, { state: { queries: [150] }, theme: dark }),
    'matrix-300-heads': input(long, {
      state: {
        heads: [
          [0, 1],
          [0, 2],
        ],
        window: 100,
        parked: 'hidden',
      },
    }),
    'matrix-300-narrow': input(long, { width: 400, state: { window: 40 } }),
  };
  it.each(Object.entries(cases))('draws %s', (name, given) => {
    expectScene(name, withoutPixels(matrixView.scene(given)));
  });

  it('shows the ramp of areas, one square per token where there is room', () => {
    const [ground, pattern] = rasters(matrixView.scene(input(short, {})));
    expect(pattern.columns).toBe(80);
    expect(pattern.width % 80).toBe(0);
    for (let i = 0; i < 80; i++) {
      for (let j = 0; j < 80; j++) {
        const wanted = Math.round(255 * areaOpacity(short.row([0, 0], i)![j], light));
        expect(Math.abs(pattern.alpha[i * 80 + j] - wanted)).toBeLessThanOrEqual(1);
        expect(ground.alpha[i * 80 + j]).toBe(j <= i ? 255 : 0);
      }
    }
  });

  it('pools where tokens exceed pixels: mean over queries of the sum over keys', () => {
    const scene = matrixView.scene(input(long, { height: 330 }));
    const { columns, alpha } = rasters(scene)[1];
    expect(columns).toBeLessThan(300);
    expect(texts(scene).join(' ')).toContain('mean over queries of the sum over keys');
    const sums = new Float64Array(columns * columns);
    const counts = new Float64Array(columns);
    for (let i = 0; i < 300; i++) {
      const block = Math.floor((i * columns) / 300);
      counts[block]++;
      long.row([0, 0], i)!.forEach((w, j) => {
        sums[block * columns + Math.floor((j * columns) / 300)] += w;
      });
    }
    sums.forEach((sum, at) => {
      const wanted = 255 * areaOpacity(sum / counts[Math.floor(at / columns)], light);
      expect(Math.abs(alpha[at] - wanted)).toBeLessThanOrEqual(1);
    });
  });

  it('keeps the same pixels while the pointer moves', () => {
    const at = (index: number) =>
      rasters(matrixView.scene(input(long, { hover: { token: { side: 'query', index } } })));
    expect(at(290)[1].alpha).toBe(at(150)[1].alpha);
    const hidden = rasters(matrixView.scene(input(long, { state: { parked: 'hidden' } })));
    expect(hidden[1].alpha).not.toBe(at(150)[1].alpha);
  });

  it('puts the window where it was put, around the pinned query, or at the end', () => {
    const first = (state: object, hover = {}) =>
      queriesOf(matrixView.scene(input(long, { state, hover })))[0];
    expect(first({})).toBe(281);
    expect(first({ queries: [150] })).toBe(141);
    expect(first({ queries: [150], window: 20 })).toBe(20);
    expect(first({ window: 299 })).toBe(281);
    expect(first({}, { token: { side: 'query', index: 100 } })).toBe(91);
    // A token inside the window leaves it where it is, or it would run from the pointer.
    expect(first({}, { token: { side: 'query', index: 282 } })).toBe(281);
  });

  it('lists the keys that hold the weight, and says how much', () => {
    const given = input(long, { state: { window: 100 } });
    const scene = matrixView.scene(given);
    const keys = keysOf(scene);
    const mass = new Float64Array(300);
    let [held, all] = [0, 0];
    for (let query = 100; query < 119; query++) {
      long.row([0, 0], query)!.forEach((w, key) => {
        mass[key] += query === 109 ? 4 * w : w;
        all += w;
        if (keys.includes(key)) held += w;
      });
    }
    expect(keys).toContain(mass.indexOf(Math.max(...mass)));
    expect(texts(scene)).toContain(
      `and the keys that hold ${Math.round((100 * held) / all)} % of their weight`,
    );
    expect(texts(scene)).toContain('Tokens 100–118');
  });

  it('writes how many tokens a gap leaves out', () => {
    const scene = matrixView.scene(input(long, { state: { window: 100 } }));
    const left = texts(scene).flatMap(text => Number(/^⋯ (\d+) tokens$/.exec(text)?.[1] ?? 0));
    expect(keysOf(scene).length + left.reduce((a, b) => a + b, 0)).toBe(119);
  });

  it('keeps pinned keys in the list', () => {
    expect(keysOf(matrixView.scene(input(long, { state: { keys: [13], window: 200 } })))).toContain(13);
  });

  it.each(['shown', 'hidden', 'rescaled'] as const)('has the reading’s numbers: %s', parked => {
    const given = input(long, { state: { parked, heads: [[0, 2]], window: 60 } });
    for (const { target } of curves(matrixView.scene(given))) {
      const row = filteredRow(long, filtersOf(given.state), [0, 2], target!.link!.query)!;
      expect(target!.value).toBe(row.weights[target!.link!.key]);
    }
    const { shares, note } = matrixLedger(given);
    expect(shares!.drawn + shares!.thin + shares!.hidden + shares!.outside).toBeCloseTo(1, 6);
    expect(note).toMatch(/^tokens 60–78, to the \d+ keys listed$/);
    expect(matrixView.table(given).caption).toContain('tokens 60–78');
  });

  it('says what is under the pointer', () => {
    const given = input(long, {});
    const place = rasters(matrixView.scene(given))[1];
    const unit = place.width / 300;
    const target = matrixAt(given, place.x + 20.5 * unit, place.y + 40.5 * unit)!;
    expect(target).toMatchObject({ link: { query: 40, key: 20 }, window: 31 });
    expect(target.value).toBe(long.row([0, 0], 40)![20]);
    expect(matrixAt(given, place.x + 40.5 * unit, place.y + 20.5 * unit)!.tip).toContain(
      'not visible yet: comes after the query',
    );
    expect(matrixAt(given, 0, 0)).toBeNull();
  });

  it('drops the other text’s rows and keys', () => {
    const scene = matrixView.scene(input(catMat(), { state: { pair: 'ba' } }));
    expect(queriesOf(scene)).toEqual([8, 9, 10, 11, 12, 13, 14]);
    expect(keysOf(scene).every(key => key < 8)).toBe(true);
  });

  it('waits for its layer, and says where values are no numbers', () => {
    const waiting = reading(80);
    waiting.details.clear();
    expect(texts(matrixView.scene(input(waiting, {})))).toContain('Loading layer 0…');
    const broken = reading(80);
    broken.row([0, 0], 0)![0] = NaN;
    expect(texts(matrixView.scene(input(broken, {}))).join(' ')).toContain(
      'L0H0 holds values that are no numbers',
    );
  });
});
