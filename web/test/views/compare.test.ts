import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../src/reading/comparison';
import { initial, type State } from '../../src/state/state';
import { aloneNote, contrastOf, hoverIn, looksOf, stateIn } from '../../src/views/compare';
import { nextWordsOf } from '../../src/views/compare/next';
import { ranking } from '../../src/views/model/values';
import { marksOf } from '../../src/words/marks';
import { sample } from '../sample';
import { nurse, words } from './input';
import { he, numbers, old, allRows as rowsOf, she, stated, two, uneven } from './texts';

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

describe('words of several tokens', () => {
  const pieces = (text: string) => words(text).map(word => word.replace(' |', ''));
  const give = (text: string, seed: number) => {
    const reading = nurse({ tokens: pieces(text), seed });
    for (const token of reading.info.tokens)
      token.id = [...token.text].reduce((n, c) => n * 31 + c.charCodeAt(0), 7);
    return reading;
  };
  const a = give('The ph |leb |otomist asked the nurse . She said', 1);
  const b = give('The ph |leb |otomist asked the nurse . He said', 2);
  const comparison = comparisonOf(a, b);
  const state = stated({ heads: [[1, 3]], queries: [8] });
  const [p, q] = [a.row([1, 3], 8)!, b.row([1, 3], 8)!];

  it('have their weights added up where two texts look', () => {
    const [first, second] = looksOf(
      comparison,
      state,
      marksOf(a, [{ category: 'occupation', words: ['phlebotomist', 'nurse'] }]),
    );
    expect(first).toMatchObject({ key: 3, label: 'phlebotomist', tokens: 3 });
    expect(first.a).toBeCloseTo(p[1] + p[2] + p[3], 6);
    expect(first.b).toBeCloseTo(q[1] + q[2] + q[3], 6);
    expect(second).toMatchObject({ key: 6, label: 'nurse', tokens: 1 });
    const [pinned] = looksOf(comparison, { ...state, keys: [2] }, marksOf(a, []));
    expect(pinned).toMatchObject({ label: 'phlebotomist', a: first.a, b: first.b });
  });

  it('and in the contrast, whichever of their tokens are pinned', () => {
    for (const reading of [a, b]) rowsOf(reading, 8);
    const { values, title, meaning } = numbers(comparison, { queries: [8], keys: [3, 1, 6] });
    expect(values[12]).toBeCloseTo(p[1] + p[2] + p[3] - p[6] - (q[1] + q[2] + q[3] - q[6]), 6);
    expect(title).toBe('“phlebotomist” − “nurse”, A − B');
    expect(meaning).toContain('of a word the sum over its tokens');
    rowsOf(a, 3);
    rowsOf(b, 3);
    expect(numbers(comparison, { queries: [3], keys: [] }).meaning).toContain(
      'weights from “otomist”, the last token of “phlebotomist”',
    );
    const one = numbers(comparison, { queries: [8], keys: [2] });
    expect(one.values[12]).toBeCloseTo(p[1] + p[2] + p[3] - (q[1] + q[2] + q[3]), 6);
  });

  it('stand for a whole word of the other text, and for its last token as who looks', () => {
    const other = comparisonOf(a, give('The doctor asked the nurse . She said', 3));
    expect(other.partnerWord({ first: 1, last: 3 })).toEqual({ first: 1, last: 1 });
    expect(other.wordLabel({ first: 1, last: 3 })).toBe('phlebotomist | doctor');
    expect(other.differingQuery).toBe(3);
    expect(comparison.differingQuery).toBe(8);
    expect(comparisonOf(a, a).differingQuery).toBeNull();
  });
});
