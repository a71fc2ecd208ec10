import { describe, expect, it } from 'vitest';
import { parting, shareThroughAttention } from '../../src/reading/answer';
import {
  distribution,
  headOverPairs,
  type Pair,
  pairArrival,
  placeAmong,
  type Summary,
} from '../../src/reading/pairs';
import type { Generated } from '../../src/reading/types';
import { ordinal } from '../../src/scales/format';

const written = (text: string): Generated[] =>
  text.split('/').map((part, index) => ({
    index,
    id: [...part].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    piece: part,
    text: part,
    probability: 0.5,
    alternatives: [],
  }));

describe('the share through attention', () => {
  it('is how far the changed run goes from one text to the other', () => {
    expect(shareThroughAttention({ a: 1, changed: 2, b: 5 })).toBe(0.25);
    expect(shareThroughAttention({ a: 1, changed: 5, b: 5 })).toBe(1);
    expect(shareThroughAttention({ a: 1, changed: 0, b: 5 })).toBe(-0.25);
  });

  it('is withheld where the texts hardly differ', () => {
    expect(shareThroughAttention({ a: 1, changed: 2, b: 1.05 })).toBeNull();
  });
});

describe('two continuations', () => {
  it('are measured where they part, and a little on', () => {
    const she = written(' said/,/ "/I/ am/ a/ nurse/.');
    const he = written(' said/,/ "/You/ are/ a/ doctor/.');
    expect(parting(she, he)).toEqual([' said, "I am a', ' said, "You are a']);
  });

  it('do not part where one is the beginning of the other', () => {
    expect(parting(written(' said/,'), written(' said/,/ "'))).toBeNull();
    expect(parting(written(' said'), written(' said'))).toBeNull();
  });
});

describe('one pair among all', () => {
  const pairs = [-0.6, -0.1, 0.05, 0.3, 2].map(total => ({ total }) as Pair);

  it('is what many pairs say of a head: by what it carries, and by how it looks', () => {
    const estimate = (mean: number | null) => ({ mean, low: mean, high: mean });
    const head = (layer: number, indirect: number, weightChange: number | null) =>
      ({
        layer,
        head: 0,
        indirect: estimate(indirect),
        corrected: 1,
        weightChange: estimate(weightChange),
      }) as const;
    const summary = { heads: [head(2, 0.3, -0.1), head(0, 0.2, 0.4), head(1, 0.1, null), head(3, 0, -0.5)] };
    const of = (layer: number) => headOverPairs(summary as unknown as Summary, [layer, 0]);
    expect(of(2)).toMatchObject({ carries: 1, looks: 3, heads: 4, indirect: estimate(0.3) });
    expect(of(3)).toMatchObject({ carries: 4, looks: 1 });
    expect(of(1)?.looks).toBeNull();
    expect(of(7)).toBeNull();
    expect([1, 2, 3, 4, 11, 12, 21, 111, 270].map(ordinal).join()).toBe(
      '1st,2nd,3rd,4th,11th,12th,21st,111th,270th',
    );
  });

  it('has its place', () => {
    expect(placeAmong(0.1, pairs)).toBe(0.6);
    expect(placeAmong(-1, pairs)).toBe(0);
    expect(placeAmong(3, pairs)).toBe(1);
  });

  it('falls into one bar, and every pair into one', () => {
    expect(distribution(pairs)).toEqual([0, 1, 0, 0, 1, 1, 0, 1, 0, 1]);
    expect(distribution([...pairs, { total: null } as Pair]).reduce((a, b) => a + b)).toBe(5);
  });

  it('arrives as a frame, and an error throws its sentence', () => {
    const payload = new Uint8Array();
    expect(pairArrival({ header: { frame: 'pair', id: 'x', total: 1 }, payload })).toEqual({
      kind: 'pair',
      pair: { id: 'x', total: 1 },
    });
    expect(pairArrival({ header: { frame: 'done' }, payload })).toBeNull();
    expect(() => pairArrival({ header: { frame: 'error', message: 'No.' }, payload })).toThrow('No.');
  });
});
