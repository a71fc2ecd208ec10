import { describe, expect, it } from 'vitest';
import { type Comparison, comparisonOf } from '../../src/reading/comparison';
import type { Reading } from '../../src/reading/reading';
import { signed } from '../../src/scales/format';
import { dark, light } from '../../src/scales/theme';
import { gathered, moved } from '../../src/scene/move';
import { captionOf } from '../../src/state/caption';
import { initial, type State } from '../../src/state/state';
import {
  aloneNote,
  type Contrast,
  contrastOf,
  differenceLedger,
  differenceView,
  hoverIn,
  looksOf,
  stateIn,
} from '../../src/views/compare';
import { nextWordsOf } from '../../src/views/compare/next';
import { headView } from '../../src/views/head';
import { modelView } from '../../src/views/model';
import { ranking } from '../../src/views/model/values';
import type { ViewInput } from '../../src/views/view';
import { marksOf } from '../../src/words/marks';
import { sample } from '../sample';
import { expectScene } from '../snapshot';
import { catMat, curves, extent, input, nurse, texts, words } from './input';

const she = nurse();
const he = nurse({ tokens: words('The doctor asked the nurse a question . He said , "'), seed: 2 });
he.info.tokens[8].id = 99;
const two = comparisonOf(she, he);

/** One token less, one token more: the texts have different lengths. */
const old = nurse({ tokens: words('The old doctor asked the nurse . He said , "'), seed: 3 });
old.info.tokens.forEach((token, i) => {
  token.id = [0, 50, 1, 2, 3, 4, 7, 99, 9, 10, 11][i];
});
const uneven = comparisonOf(she, old);

function allRows(reading: Reading, query: number): void {
  const { layers, heads } = reading.info.model;
  const all = new Float32Array(layers * heads * reading.count);
  for (let i = 0; i < layers * heads; i++)
    all.set(reading.row([Math.floor(i / heads), i % heads], query)!, i * reading.count);
  reading.rows.set(query, all);
}
for (const query of [8, 11]) {
  allRows(she, query);
  allRows(he, query);
}
allRows(old, 7);
allRows(old, 10);

const given = (comparison: Comparison, state: Partial<State>, rest: Partial<ViewInput> = {}): ViewInput =>
  input(comparison.a, { state, comparison, ...rest });
const stated = (state: Partial<State>): State => ({ ...initial, ...state });
const numbers = (comparison: Comparison, state: Partial<State>) =>
  contrastOf(comparison, stated(state)) as Contrast;

describe('the contrast of every head', () => {
  it('is the difference of differences between two pinned keys', () => {
    const { values, meaning } = numbers(two, { queries: [8], keys: [4, 1] });
    expect(values).toHaveLength(27);
    values.forEach((value, i) => {
      const head = [Math.floor(i / 9), i % 9] as const;
      const [p, q] = [she.row(head, 8)!, he.row(head, 8)!];
      expect(value).toBeCloseTo(p[4] - p[1] - (q[4] - q[1]), 6);
    });
    expect(meaning).toBe(
      '(“nurse” − “doctor”) in A minus the same in B, weights from “She | He”; A is “She”, B is “He”',
    );
  });

  it('changes its sign with the order of the keys and of the texts', () => {
    const { values } = numbers(two, { queries: [8], keys: [4, 1] });
    const turned = numbers(two, { queries: [8], keys: [1, 4] }).values;
    const back = numbers(comparisonOf(he, she), { queries: [8], keys: [4, 1] }).values;
    values.forEach((value, i) => {
      expect(turned[i]).toBeCloseTo(-value, 6);
      expect(back[i]).toBeCloseTo(-value, 6);
    });
  });

  it('is a difference of weights with one key, and a signed total variation with none', () => {
    const one = numbers(two, { queries: [8], keys: [4] });
    expect(one.title).toBe('“nurse”, A − B');
    const none = numbers(two, {});
    expect(none.title).toBe('total variation, signed');
    none.values.forEach((value, i) => {
      const head = [Math.floor(i / 9), i % 9] as const;
      const [p, q] = [she.row(head, 11)!, he.row(head, 11)!];
      const differences = Array.from(p, (w, k) => w - q[k]);
      const size = differences.reduce((sum, d) => sum + Math.abs(d), 0) / 2;
      const largest = differences.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(Math.abs(value)).toBeCloseTo(size, 6);
      expect(Math.sign(value)).toBe(Math.sign(largest));
      expect(none.words![i]).toBe(two.label(differences.indexOf(largest)));
    });
  });

  it('ranks both signs by size', () => {
    const contrast = numbers(two, { queries: [8], keys: [4, 1] });
    const sizes = ranking(contrast).map(i => Math.abs(contrast.values[i]));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(new Set(ranking(contrast).map(i => Math.sign(contrast.values[i])))).toEqual(new Set([1, -1]));
  });

  it('compares aligned tokens where texts have different lengths', () => {
    const { values } = numbers(uneven, { queries: [8], keys: [4, 1] });
    const [p, q] = [she.row([1, 2], 8)!, old.row([1, 2], 7)!];
    expect(values[11]).toBeCloseTo(p[4] - p[1] - (q[5] - q[2]), 6);
    expect(contrastOf(uneven, stated({ queries: [8], keys: [5, 1] }))).toMatch(/“a” stands for no token/);
    expect(contrastOf(uneven, stated({ queries: [5] }))).toMatch(/“a” stands for no token/);
  });
});

describe('pins and pointing', () => {
  it('go to the partner, and nowhere without one', () => {
    expect(stateIn(uneven, stated({ queries: [8, 5], keys: [1] }), 'b')).toMatchObject({
      queries: [7],
      keys: [2],
    });
    const token = (index: number) => ({ token: { side: 'query' as const, index } });
    expect(hoverIn(uneven, token(8), 'b').token?.index).toBe(7);
    expect(hoverIn(uneven, { ...token(7), text: 'b' }, 'a').token?.index).toBe(8);
    expect(hoverIn(uneven, { ...token(1), text: 'b' }, 'a').token).toBeUndefined();
    expect(hoverIn(uneven, { ...token(1), text: 'b' }, 'b').token?.index).toBe(1);
    expect(hoverIn(uneven, token(5), 'b').token).toBeUndefined();
  });
});

describe('where both texts look', () => {
  const state = stated({ heads: [[1, 3]], queries: [8] });
  it('is at the pinned keys, else at occupations, else at the five largest weights', () => {
    const keys = (more: Partial<State>, marks = marksOf(she, [])) =>
      looksOf(two, { ...state, ...more }, marks).map(look => look.key);
    expect(keys({ keys: [4, 0] })).toEqual([4, 0]);
    expect(keys({})).toEqual([1, 4]);
    const five = keys({}, { ...marksOf(she, []), words: [] });
    expect(five).toHaveLength(5);
    const size = (key: number) => Math.max(she.row([1, 3], 8)![key], he.row([1, 3], 8)![key]);
    const least = Math.min(...five.map(size));
    for (const key of she.info.tokens.keys())
      if (!five.includes(key)) expect(size(key)).toBeLessThanOrEqual(least);
  });

  it('has both numbers', () => {
    const [look] = looksOf(two, { ...state, keys: [4] }, marksOf(she, []));
    expect(look.a).toBe(she.row([1, 3], 8)![4]);
    expect(look.b).toBe(he.row([1, 3], 8)![4]);
  });
});

it('lists the next words of both texts once', () => {
  const [a, b] = [sample(), sample()];
  b.measures!.predictions = [
    { text: ' word', piece: ' word', id: 2, probability: 0.7 },
    { text: ' other', piece: ' other', id: 3, probability: 0.1 },
  ];
  const list = nextWordsOf(comparisonOf(a, b), 8).map(({ label, a: p, b: q }) => [label, p, q]);
  expect(list).toEqual([
    ['word', 0.25, 0.7],
    ['next', 0.5, null],
    ['other', null, 0.1],
  ]);
});

it('counts the tokens of one text only and the weight on them', () => {
  expect(aloneNote(two, initial)).toBeNull();
  const note = aloneNote(uneven, stated({ heads: [[0, 0]], queries: [8] }))!;
  const [p, q] = [she.row([0, 0], 8)!, old.row([0, 0], 7)!];
  const share = (p[5] + p[6] + q[1]) / 2;
  expect(note).toMatch(/^tokens without partner: 2 of A, 1 of B, with .* % of the weight$/);
  expect(Number(/with ([\d.]+) %/.exec(note)![1]) / 100).toBeCloseTo(share, 2);
});

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
