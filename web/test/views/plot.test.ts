import { describe, expect, it } from 'vitest';
import type { HeadEffects } from '../../src/reading/effects';
import { dark } from '../../src/scales/theme';
import { agreement, agreementInWords, dots, plotView } from '../../src/views/plot';
import { nice } from '../../src/views/plot/axis';
import { differenceLooks, linkLooks } from '../../src/views/plot/looks';
import { rankCorrelation } from '../../src/views/plot/rankCorrelation';
import { random } from '../sample';
import { expectScene } from '../snapshot';
import { extent, input, nurse } from './input';

const reading = nurse();
const query = 8;

function withRows(seed: number) {
  const next = random(seed);
  const one = nurse({ seed });
  one.rows.set(
    query,
    Float32Array.from({ length: 27 * one.count }, () => next() / 6),
  );
  return one;
}

const first = withRows(3);
const looks = linkLooks(first, [query], [4])!;
const effects: HeadEffects = {
  id: 1,
  asked: { kind: 'cut', queries: [query], keys: [4], renormalise: true },
  changes: Float64Array.from({ length: 27 }, (_, i) =>
    i > 22 ? NaN : (i % 4 ? 1 : -1) * looks.values[i] ** 2 * 0.01,
  ),
  measured: 23,
  question: 'in each head in turn, token 8 gives token 4 nothing',
  outcome: 'log odds of “ said” against “ asked”, means over the tokens after they part',
  unit: 'nats',
  before: 0.5,
  ended: true,
};
const given = input(first, {
  width: 320,
  height: 250,
  effects,
  state: { heads: [[1, 2]] },
  hover: { head: [0, 3] },
});
const view = plotView(looks);

describe('the plot', () => {
  it('draws a dot per measured head', () => {
    expectScene('plot', view.scene(given));
    expectScene('plot-overlay', view.overlay!(given));
    expectScene('plot-dark', view.scene({ ...given, theme: dark }));
  });

  it('has the numbers of the reading and the ranking behind its dots', () => {
    const marks = view.scene(given).marks.filter(mark => mark.target?.head);
    expect(marks).toHaveLength(23);
    for (const { target } of marks) {
      const at = target!.head![0] * 9 + target!.head![1];
      expect(target!.value).toBe(effects.changes[at]);
      expect(target!.tip![0]).toBe(`L${target!.head![0]}H${target!.head![1]}`);
    }
    expect(dots(given, looks).map(dot => dot.x)).toEqual([...looks.values].slice(0, 23));
    expect(looks.values[13]).toBe(first.rows.get(query)![13 * first.count + 4]);
  });

  it('keeps inside its scene, also before anything is known and with one head', () => {
    for (const known of [0, 1, 5, 27]) {
      const changes = effects.changes.map((_, i) => (i < known ? (i - 2) * 1e-7 : NaN));
      const some = { ...given, effects: { ...effects, changes, ended: false } };
      for (const scene of [view.scene(some), view.overlay!(some)]) {
        for (const mark of scene.marks) {
          const { x, y } = extent(mark);
          expect([...x, ...y].every(Number.isFinite)).toBe(true);
          expect(Math.min(...x) >= -0.5 && Math.max(...x) <= 320.5).toBe(true);
          expect(Math.min(...y) >= -0.5 && Math.max(...y) <= 250.5).toBe(true);
        }
      }
    }
  });

  it('says in its table what is not measured', () => {
    const { columns, rows } = view.table(given);
    expect(rows).toHaveLength(27);
    expect(rows.filter(row => row[2] === 'not measured')).toHaveLength(4);
    expect(columns[1]).toBe('weight of the link “She” → “nurse”');
    expect(columns[2]).toMatch(/^effect: change of log odds/);
    expect(Number(rows[0][2].replace('−', '-').replace('e−', 'e-'))).toBeCloseTo(
      [...effects.changes].filter(Number.isFinite).sort((a, b) => Math.abs(b) - Math.abs(a))[0],
      6,
    );
  });

  it('calls a difference of weights what it is', () => {
    const other = withRows(4);
    const difference = differenceLooks(first, other, query)!;
    let sum = 0;
    for (let key = 0; key < first.count; key++)
      sum += Math.abs(
        first.rows.get(query)![5 * first.count + key] - other.rows.get(query)![5 * first.count + key],
      );
    expect(difference.values[5]).toBeCloseTo(sum, 6);
    expect(difference.title).toBe('|difference| of weights, sum over row “She”');
    expect(difference.title).not.toMatch(/effect|import/);
    expect(linkLooks(reading, [query], [4])).toBeNull();
  });

  it('says how well looks tell effects', () => {
    const rank = agreement(given, looks);
    expect(rank).toMatchObject({ count: 23, value: 1 });
    expect(agreementInWords(rank)).toContain('n = 23 heads');
    expect(agreementInWords(rankCorrelation([1, 1], [2, 3]))).toBe('no rank correlation yet: n = 2 heads');
  });
});

describe('the rank correlation', () => {
  it('comes out as published', () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(rankCorrelation(iq, hours).value).toBeCloseTo(-29 / 165, 12);
    expect(rankCorrelation([1, 2, 2, 4, 5], [3, 1, 4, 4, 6]).value).toBeCloseTo(0.76315789, 8);
  });

  it('has the interval of the library', () => {
    const { value, low, high } = rankCorrelation([1, 2, 3, 4, 5, 6, 7], [2, 1, 4, 3, 7, 5, 6]);
    const half = 1.959964 * Math.sqrt((1 + value ** 2 / 2) / 4);
    expect(low).toBeCloseTo(Math.tanh(Math.atanh(value) - half), 12);
    expect(high).toBeCloseTo(Math.tanh(Math.atanh(value) + half), 12);
    expect(low < value && value < high).toBe(true);
  });

  it('is no number where there is no order', () => {
    expect(rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4]).value).toBeNaN();
    expect(rankCorrelation([1, 2, 3], [1, 2, 3]).low).toBeNaN();
    expect(rankCorrelation([], []).value).toBeNaN();
    expect(() => rankCorrelation([1], [1, 2])).toThrow('no pairs');
  });
});

it('axes end at round numbers', () => {
  expect([0, 0.047, 1e-7, 2.1, 5, 0.9].map(nice)).toEqual([1, 0.05, 1e-7, 5, 5, 1]);
});
