import { describe, expect, it } from 'vitest';
import { type Comparison, comparisonOf } from '../../src/reading/comparison';
import { signed } from '../../src/scales/format';
import { dark, light } from '../../src/scales/theme';
import { gathered, moved } from '../../src/scene/move';
import { captionOf } from '../../src/state/caption';
import type { State } from '../../src/state/state';
import { differenceLedger, differenceView, stateIn } from '../../src/views/compare';
import { headView } from '../../src/views/head';
import { modelView } from '../../src/views/model';
import { ranking } from '../../src/views/model/values';
import type { ViewInput } from '../../src/views/view';
import { marksOf } from '../../src/words/marks';
import { expectScene } from '../snapshot';
import { catMat, curves, extent, input, nurse, texts } from './input';
import { given, he, numbers, she, stated, two, uneven } from './texts';

describe('the difference of two texts', () => {
  const state: Partial<State> = { heads: [[1, 3]], queries: [8] };
  const cases: [string, Comparison, Partial<State>, Partial<ViewInput>, number][] = [
    ['difference-one', two, state, { marks: marksOf(she, []) }, 0],
    ['difference-all-queries-dark', two, { heads: [[1, 3]] }, { theme: dark }, 0],
    [
      'difference-panel',
      two,
      {
        ...state,
        heads: [
          [1, 3],
          [2, 0],
        ],
      },
      { width: 420, height: 300 },
      1,
    ],
    ['difference-uneven', uneven, state, {}, 0],
    ['difference-key', two, { heads: [[1, 3]], keys: [1] }, {}, 0],
  ];
  it.each(cases)('draws %s', (name, comparison, change, rest, slot) =>
    expectScene(name, differenceView(slot).scene(given(comparison, change, rest))),
  );

  it('has w in A minus w in B at every line and bar, with the sign in colour, dash and side', () => {
    const scene = differenceView(0).scene(given(two, { ...state, from: 0 }));
    const zero = scene.marks.find(mark => mark.kind === 'line')!;
    let seen = 0;
    for (const mark of scene.marks) {
      const { link, value } = mark.target ?? {};
      if (!link || value === undefined) continue;
      seen++;
      expect(value).toBeCloseTo(
        she.row([1, 3], link.query)![link.key] - he.row([1, 3], link.query)![link.key],
      );
      const colour = value < 0 ? light.b : light.a;
      if (mark.kind === 'curve') {
        expect(mark.stroke).toBe(colour);
        expect(mark.dash).toEqual(value < 0 ? [6, 3] : []);
      } else if (mark.kind === 'rect') {
        expect(mark.fill).toBe(colour);
        expect(value < 0 ? mark.x + mark.width : mark.x).toBeCloseTo(zero.kind === 'line' ? zero.x0 : NaN);
      }
    }
    expect(seen).toBeGreaterThan(9);
  });

  it('names both words where they differ, and only tokens that both texts have', () => {
    const scene = differenceView(0).scene(given(uneven, state));
    const labels = scene.marks.flatMap(m => (m.kind === 'text' && m.token?.side === 'key' ? [m.text] : []));
    expect(labels).toEqual(['The', 'doctor', 'asked', 'the', 'nurse', '.', 'She | He', 'said', ',', '"']);
  });

  it('has the same numbers in its table, for all heads', () => {
    const { columns, rows } = differenceView(0).table(
      given(two, {
        ...state,
        heads: [
          [1, 3],
          [2, 0],
        ],
      }),
    );
    expect(columns).toEqual(['Query', 'Key', 'L1H3', 'L2H0']);
    expect(rows).toHaveLength(9);
    rows.forEach((row, key) => {
      expect(row[2]).toBe(signed(she.row([1, 3], 8)![key] - he.row([1, 3], 8)![key], 3));
      expect(row[3]).toBe(signed(she.row([2, 0], 8)![key] - he.row([2, 0], 8)![key], 3));
    });
  });

  it('accounts for all of the difference', () => {
    const ledger = differenceLedger(given(two, state))!;
    expect(ledger.drawn + ledger.thin).toBeCloseTo(1);
    expect(differenceLedger(given(two, { ...state, from: 0 }))!.drawn).toBeCloseTo(1);
    const { hidden, ...rest } = differenceLedger(given(two, { ...state, parked: 'hidden' }))!;
    const sizes = Array.from(she.row([1, 3], 8)!, (w, k) => Math.abs(w - he.row([1, 3], 8)![k]));
    expect(hidden).toBeCloseTo(sizes[0] / sizes.reduce((sum, d) => sum + d, 0));
    expect(hidden + rest.drawn + rest.thin + rest.outside).toBeCloseTo(1);
    const one = differenceLedger(given(two, { ...state, keys: [1], from: 0.3 }))!;
    expect(one.drawn + one.thin).toBeCloseTo(1);
    expect(differenceLedger(given(two, { ...state, from: 0.3 }))!.drawn).toBeLessThan(ledger.drawn);
  });

  it('draws nothing where both texts are the same', () => {
    const none = comparisonOf(nurse(), nurse());
    expect(curves(differenceView(0).scene(given(none, state)))).toEqual([]);
  });

  it('says what is on its way', () => {
    const late = nurse({ seed: 2 });
    late.details.delete(1);
    const scene = differenceView(0).scene(given(comparisonOf(nurse(), late), state));
    expect(texts(scene)).toContain('Loading layer 1…');
  });
});

describe('the grid of two texts', () => {
  const state: Partial<State> = { scale: 'model', queries: [8], keys: [4, 1] };
  it.each([
    ['model-contrast', { width: 700, height: 400 }],
    ['model-contrast-dark', { width: 700, height: 400, theme: dark }],
    ['model-contrast-small', { width: 220, height: 300 }],
  ] as [string, Partial<ViewInput>][])('draws %s', (name, rest) =>
    expectScene(
      name,
      modelView.scene(given(two, name.endsWith('small') ? { ...state, scale: 'heads' } : state, rest)),
    ),
  );

  it('has the contrast in every cell and, ranked by size, in its table', () => {
    const { values, title } = numbers(two, state);
    const scene = modelView.scene(given(two, state));
    const cells = scene.marks.filter(mark => mark.target?.value !== undefined);
    expect(cells).toHaveLength(27);
    for (const { target } of cells) {
      expect(target!.value).toBe(values[9 * target!.head![0] + target!.head![1]]);
    }
    const { columns, rows } = modelView.table(given(two, state));
    expect(rows.map(row => row[columns.indexOf(title)])).toEqual(
      ranking(numbers(two, state)).map(i => signed(values[i], 3)),
    );
  });
});

it('leaves out what the pair filter leaves out, and says so', () => {
  const pair = comparisonOf(catMat(), catMat({ seed: 2 }));
  const scene = differenceView(0).scene(given(pair, { heads: [[0, 1]], pair: 'ab' }));
  const tokens = (side: string) =>
    scene.marks.flatMap(m => (m.kind === 'text' && m.token?.side === side ? [m.token.index] : []));
  expect(Math.max(...tokens('query'))).toBe(7);
  expect(Math.min(...tokens('key'))).toBe(8);
  const ledger = differenceLedger(given(pair, { heads: [[0, 1]], pair: 'ab' }))!;
  expect(ledger.outside).toBeGreaterThan(0.3);
  expect(ledger.outside + ledger.drawn + ledger.thin).toBeCloseTo(1);
});

it('draws both texts beside each other', () => {
  const state: Partial<State> = {
    heads: [
      [1, 3],
      [2, 0],
    ],
    queries: [8],
    keys: [4],
  };
  const sides = (['a', 'b'] as const).map(side => {
    const own = stateIn(uneven, stated(state), side);
    const marks = marksOf(uneven[side], []);
    return headView.scene(input(uneven[side], { state: own, width: 420, height: 420, marks }));
  });
  expectScene('two-beside', gathered(sides, 2));
});

it('moves scenes beside and under each other', () => {
  const scene = differenceView(0).scene(given(two, { heads: [[1, 3]] }));
  for (const mark of scene.marks) {
    const [before, after] = [extent(mark), extent(moved(mark, 10, 20))];
    expect(after).toEqual({ x: before.x.map(x => x + 10), y: before.y.map(y => y + 20) });
  }
  const all = gathered([scene, scene, scene], 2);
  expect(all.width).toBe(2 * scene.width + 16);
  expect(all.height).toBe(2 * scene.height + 16);
  expect(all.marks).toHaveLength(3 * scene.marks.length);
});

it('names both texts under a picture', () => {
  const caption = captionOf(she, stated({ side: 'difference' }), two).join('\n');
  expect(caption).toContain(`A “${she.info.text}” and B “${he.info.text}”`);
  expect(caption).toContain('A − B');
});
