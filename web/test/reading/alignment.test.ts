import { describe, expect, it } from 'vitest';
import { align } from '../../src/reading/alignment';
import { Comparison } from '../../src/reading/comparison';
import { contrast, rowDifference } from '../../src/reading/difference';
import { random, sample } from '../sample';

const ids = (text: string) => [...text].map(letter => ({ id: letter.charCodeAt(0) }));
const words = (text: string) => text.split(' ').map((word, i) => (i ? ` ${word}` : word));

/** A reading whose tokens with the same text have the same id. */
function reading(text: string, seed = 1) {
  const made = sample({ tokens: words(text), heads: 3, seed });
  for (const token of made.info.tokens)
    token.id = [...token.text.trim()].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7);
  return made;
}

describe('an alignment', () => {
  it.each([
    ['abc', 'abc', '00 11 22', [], []],
    ['abc', 'abd', '00 11 22', [], []],
    ['abc', 'xabc', '01 12 23', [], [0]],
    ['abcd', 'ad', '00 31', [1, 2], []],
    ['', 'ab', '', [], [0, 1]],
    ['kitten', 'sitting', '00 11 22 33 44 55', [], [6]],
  ])('of %s and %s', (a, b, wanted, onlyFirst, onlySecond) => {
    const alignment = align(ids(a), ids(b));
    expect(alignment).toMatchObject({ onlyFirst, onlySecond });
    expect(alignment.pairs.map(pair => pair.join('')).join(' ')).toBe(wanted);
  });

  it('uses every token once, in order, with the fewest changes', () => {
    const next = random(7);
    for (let n = 0; n < 300; n++) {
      const make = () =>
        Array.from({ length: Math.floor(next() * 9) }, () => ({ id: Math.floor(next() * 3) }));
      const [a, b] = [make(), make()];
      const { pairs, onlyFirst, onlySecond } = align(a, b);
      const sorted = (list: number[]) => [...list].sort((x, y) => x - y);
      expect(sorted([...pairs.map(p => p[0]), ...onlyFirst])).toEqual([...a.keys()]);
      expect(sorted([...pairs.map(p => p[1]), ...onlySecond])).toEqual([...b.keys()]);
      for (let i = 1; i < pairs.length; i++)
        expect(pairs[i][0] > pairs[i - 1][0] && pairs[i][1] > pairs[i - 1][1]).toBe(true);
      const replaced = pairs.filter(([i, j]) => a[i].id !== b[j].id).length;
      expect(replaced + onlyFirst.length + onlySecond.length).toBe(fewest(a, b));
      const back = align(b, a);
      expect(back.onlyFirst.length - back.onlySecond.length).toBe(b.length - a.length);
    }
  });
});

/** Edit distance by trying everything. */
function fewest(a: { id: number }[], b: { id: number }[]): number {
  const known = new Map<string, number>();
  const from = (i: number, j: number): number => {
    const name = `${i} ${j}`;
    if (i === a.length) return b.length - j;
    if (j === b.length) return a.length - i;
    if (!known.has(name)) {
      const replace = from(i + 1, j + 1) + (a[i].id === b[j].id ? 0 : 1);
      known.set(name, Math.min(replace, from(i + 1, j) + 1, from(i, j + 1) + 1));
    }
    return known.get(name)!;
  };
  return from(0, 0);
}

describe('rows of two texts', () => {
  const same = align(ids('abc'), ids('abd'));

  it('that are the same do not differ', () => {
    const row = [0.2, 0.3, 0.5];
    expect(rowDifference(row, row, same)).toEqual({ divergence: 0, variation: 0, unaligned: 0, most: 0 });
  });

  it('that share nothing differ by 1, in bits and in variation', () => {
    const all = rowDifference([1, 0, 0], [0, 0, 1], same);
    expect(all).toMatchObject({ divergence: 1, variation: 1, unaligned: 0 });
    const alone = rowDifference([1, 0, 0], [0, 1], align(ids('xbc'), ids('bc')));
    expect(alone).toMatchObject({ divergence: 1, variation: 1, unaligned: 0.5 });
  });

  it('add up: shared and alone weight is all of both', () => {
    const next = random(3);
    for (let n = 0; n < 100; n++) {
      const row = (length: number) => {
        const raw = Array.from({ length }, () => next());
        const sum = raw.reduce((x, y) => x + y, 0);
        return raw.map(v => v / sum);
      };
      const alignment = align(ids('abcde'), ids('abxyzde'));
      const [p, q] = [row(5), row(7)];
      const { divergence, variation, unaligned } = rowDifference(p, q, alignment);
      const shared = alignment.pairs.reduce((sum, [k, l]) => sum + p[k] + q[l], 0) / 2;
      expect(shared + unaligned).toBeCloseTo(1);
      expect(divergence).toBeGreaterThanOrEqual(0);
      expect(divergence).toBeLessThanOrEqual(variation + 1e-12); // in bits, JSD is at most the total variation
      const back = rowDifference(q, p, align(ids('abxyzde'), ids('abcde')));
      expect(back.divergence).toBeCloseTo(divergence);
    }
  });

  it('have a difference of differences: L9H4 and L9H3 of the doctor and the nurse', () => {
    expect(contrast([0.475, 0.145], [0.139, 0.187], [0, 1], [0, 1])).toBeCloseTo(0.378, 6);
    expect(contrast([0.132, 0.315], [0.535, 0.054], [0, 1], [0, 1])).toBeCloseTo(-0.664, 6);
  });
});

describe('a comparison', () => {
  it('is named by the words that differ', () => {
    const names = (a: string, b: string) => new Comparison(reading(a), reading(b)).names;
    expect(names('the nurse said She', 'the nurse said He')).toEqual({ a: 'She', b: 'He' });
    expect(names('She saw her cat', 'He saw his cat')).toEqual({ a: 'A', b: 'B' });
    expect(names('the cat', 'the old cat')).toEqual({ a: 'A', b: 'B' });
  });

  it('links tokens that stand for each other, both ways', () => {
    const comparison = new Comparison(
      reading('The doctor asked the nurse a question She'),
      reading('The old doctor asked the nurse He'),
    );
    expect(comparison.partner('a', 1)).toBe(2);
    expect(comparison.partner('b', 2)).toBe(1);
    expect(comparison.partner('b', 1)).toBeNull();
    expect(comparison.alone).toBe(3);
    expect(comparison.label(7)).toBe('She | He');
    for (const token of comparison.shared)
      expect(comparison.partner('b', comparison.partner('a', token)!)).toBe(token);
  });

  it('links what was written only as long as both wrote the same', () => {
    const [a, b] = [reading('She said that the cat ran'), reading('He said that my cat ran')];
    for (const { info } of [a, b]) for (const token of info.tokens.slice(1)) token.source = 'generated';
    const comparison = new Comparison(a, b);
    expect(comparison.names).toEqual({ a: 'She', b: 'He' });
    expect([0, 1, 2, 3, 4, 5].map(i => comparison.partner('a', i))).toEqual([0, 1, 2, null, null, null]);
  });
});
