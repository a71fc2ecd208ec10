import { describe, expect, it } from 'vitest';
import type { HeadId } from '../../src/reading/types';
import { dark, light } from '../../src/scales/theme';
import { headView } from '../../src/views/head';
import { marksOf } from '../../src/words/marks';
import { sample } from '../sample';
import { expectScene } from '../snapshot';
import { catMat, curves, input, nurse, texts, words } from './input';

const layer = (heads: number, index = 1): HeadId[] => Array.from({ length: heads }, (_, h) => [index, h]);
const four: HeadId[] = [
  [1, 3],
  [1, 4],
  [0, 8],
  [2, 7],
];

const worker = nurse({
  tokens: words('Mary told the construct').concat('ion', words('worker that the nurse had called him')),
});

describe('head view', () => {
  const cases: Record<string, Parameters<typeof headView.scene>[0]> = {
    'head-one': input(nurse(), { state: { heads: [[1, 3]] } }),
    'head-query': input(nurse(), {
      state: { heads: [[1, 3]] },
      hover: { token: { side: 'query', index: 8 } },
    }),
    'head-key': input(nurse(), { state: { heads: [[1, 3]], keys: [4] } }),
    'head-several': input(nurse(), { state: { heads: four, keys: [1, 4], parked: 'hidden' }, theme: dark }),
    'head-several-budget': input(nurse(), { state: { heads: four } }),
    'head-many': input(catMat(), { state: { heads: layer(12), queries: [2] } }),
    'head-pair': input(catMat(), { state: { heads: four.slice(0, 2), pair: 'ab' } }),
    'head-hidden': input(nurse(), { state: { heads: [[1, 3]], parked: 'hidden' } }),
    'head-rescaled': input(nurse(), { state: { heads: [[1, 3]], queries: [8], parked: 'rescaled' } }),
    'head-preview': input(nurse(), {
      state: { heads: four, queries: [8, 10], keys: [1] },
      hover: { head: [2, 2] },
    }),
    'head-pointed': input(nurse(), { state: { heads: four, queries: [8] }, hover: { head: [1, 4] } }),
    'head-compact': input(nurse(), { state: { heads: [[1, 3]], queries: [8] }, width: 400 }),
    'head-one-token': input(sample({ tokens: ['Hello'] }), {}),
    'head-words': input(worker, {
      state: { heads: [[1, 3]], queries: [11], keys: [4] },
      marks: marksOf(worker, [{ category: 'verb', words: ['told', 'called'] }]),
    }),
    'head-words-dark': input(worker, {
      state: { heads: four },
      width: 420,
      height: 240,
      theme: dark,
      marks: marksOf(worker, []),
    }),
    'head-nine': input(nurse(), { state: { heads: layer(9), keys: [4] } }),
  };
  it.each(Object.entries(cases))('draws %s', (name, given) => {
    expectScene(name, headView.scene(given));
  });

  it('says which layer has not arrived and keeps the rows', () => {
    const reading = nurse();
    reading.details.delete(1);
    const scene = headView.scene(input(reading, { state: { heads: [[1, 3]] } }));
    expectScene('head-loading', scene);
    expect(texts(scene)).toContain('Loading layer 1…');
    expect(texts(scene).filter(text => text === 'nurse')).toHaveLength(2);
    expect(curves(scene)).toHaveLength(0);
  });

  it('draws the one row that has arrived', () => {
    const reading = nurse();
    const row = reading.row([1, 3], 8)!.slice();
    const rows = new Float32Array(3 * 9 * 12);
    rows.set(row, (9 + 3) * 12);
    reading.details.delete(1);
    reading.rows.set(8, rows);
    const scene = headView.scene(input(reading, { state: { heads: [[1, 3]], queries: [8] } }));
    expect(curves(scene).length).toBe(row.filter(w => w >= 0.02).length);
    expect(texts(scene).join()).not.toContain('Loading');
  });

  it('says that values are no numbers', () => {
    const reading = nurse();
    reading.row([1, 3], 5)!.fill(NaN);
    const scene = headView.scene(input(reading, { state: { heads: [[1, 3]] } }));
    expectScene('head-nan', scene);
    expect(texts(scene).join(' ')).toContain('L1H3 holds values that are no numbers');
    expect(curves(scene)).toHaveLength(0);
    const both = headView.scene(
      input(reading, {
        state: {
          heads: [
            [1, 3],
            [1, 4],
          ],
        },
      }),
    );
    expect(curves(both).every(curve => curve.target?.head?.[1] === 4)).toBe(true);
  });

  it('names what an empty drawing leaves out', () => {
    const one = headView.scene(input(sample({ tokens: ['Hello'] }), { state: { parked: 'hidden' } }));
    expect(texts(one).join(' ')).toContain('100 % of the weight is parked and hidden');
    const none = headView.scene(
      input(nurse(), { state: { heads: [[1, 3]], from: 0.3, keys: [11], queries: [11] } }),
    );
    expect(curves(none).filter(curve => curve.target).length).toBeLessThanOrEqual(1);
  });

  it('gives a beam to the focused token and a ring to the pinned one', () => {
    const scene = headView.scene(
      input(nurse(), { state: { queries: [8] }, hover: { token: { side: 'key', index: 4 } } }),
    );
    const beams = scene.marks.filter(mark => mark.kind === 'rect' && mark.fill === '#ffe08a');
    expect(beams.map(mark => mark.kind === 'rect' && mark.stroke)).toEqual(['#f2b705', undefined]);
  });

  it('lets rows be touched', () => {
    const given = input(nurse(), { height: 100 });
    const rowOf = (scene: ReturnType<typeof headView.scene>) => {
      const ys = scene.marks.flatMap(mark =>
        mark.kind === 'text' && mark.token?.side === 'query' ? [mark.y] : [],
      );
      return ys[1] - ys[0];
    };
    expect(rowOf(headView.scene(given))).toBe(15);
    expect(rowOf(headView.scene({ ...given, touch: true }))).toBe(24);
  });

  it('underlines every token of a marked word in both columns, in the colour of its category', () => {
    const given = input(worker, { state: { heads: [[1, 3]] }, marks: marksOf(worker, []) });
    const scene = headView.scene(given);
    const lines = scene.marks.filter(mark => mark.kind === 'line');
    const [, male, name, occupation] = light.words;
    const times = (colour: string) => lines.filter(line => line.stroke === colour).length;
    expect([times(male), times(name), times(occupation)]).toEqual([2, 2, 2 * 4]);
    const word = scene.marks.find(mark => mark.kind === 'text' && mark.text === 'worker');
    const below = lines.filter(line => word?.kind === 'text' && Math.abs(line.y0 - word.y) < 14);
    expect(below.map(line => line.stroke)).toEqual([occupation, occupation]);
    expect(word?.kind === 'text' && below.every(line => line.y0 > word.y + 0.35 * word.size)).toBe(true);
    const off = headView.scene({ ...given, state: { ...given.state, marks: false } });
    expect(off.marks.filter(mark => mark.kind === 'line')).toEqual([]);
  });
});
