import { describe, expect, it } from 'vitest';
import {
  cutLinks,
  headIsOff,
  holds,
  scaleHeads,
  switchOff,
  takePatterns,
  toggleOff,
} from '../../src/reading/edits';
import { outcomeName, rankingArrival } from '../../src/reading/effects';
import type { Edit, HeadId } from '../../src/reading/types';
import { changed, effectWords, number } from '../../src/scales/format';

const heads: HeadId[] = [
  [9, 3],
  [9, 4],
];

describe('edits', () => {
  it('switch heads off and on again, one by one or together', () => {
    const one = switchOff([], [heads[0]]);
    expect(one).toEqual([{ edit: 'mean', heads: 'L9H3' }]);
    const both = toggleOff(one, heads);
    expect(both.map(edit => edit.heads)).toEqual(['L9H3', 'L9H4']);
    expect(toggleOff(both, heads)).toEqual([]);
    expect(toggleOff([], [heads[0]], true)).toEqual([{ edit: 'scale', heads: 'L9H3', factor: 0 }]);
  });

  it('give a head one output: a factor takes the place of off, and 1 of any factor', () => {
    const scaled = scaleHeads(switchOff([], heads), [heads[0]], 0.5);
    expect(scaled).toEqual([
      { edit: 'mean', heads: 'L9H4' },
      { edit: 'scale', heads: 'L9H3', factor: 0.5 },
    ]);
    expect(scaleHeads(scaled, heads, 1)).toEqual([]);
    expect(headIsOff(scaled, [9, 3])).toBe(false);
    expect(headIsOff(scaleHeads([], heads, 0), [9, 3])).toBe(true);
  });

  it('cut a link once, in the heads or in all', () => {
    const cut = cutLinks([], null, [8], [4]);
    expect(cut).toEqual([{ edit: 'cut', heads: 'all', queries: [8], keys: [4], renormalise: true }]);
    expect(cutLinks(cut, null, [8], [4])).toEqual(cut);
    expect(cutLinks(cut, heads, null, [4])).toHaveLength(3);
  });

  it('take patterns over from one text at a time', () => {
    const taken = takePatterns(takePatterns([], heads, 'a'), [heads[0]], 'b');
    expect(taken.map(edit => [edit.heads, edit.of])).toEqual([
      ['L9H4', 'a'],
      ['L9H3', 'b'],
    ]);
  });

  it('name heads, layers, or all', () => {
    expect(['L9H3', 'L9', 'all', 'L9H33', 'L1'].map(name => holds(name, [9, 3]))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    const layer: Edit[] = [{ edit: 'mean', heads: 'L9' }];
    expect(headIsOff(layer, [9, 8])).toBe(true);
    expect(headIsOff(layer, [8, 8])).toBe(false);
  });
});

it('frames of a ranking arrive, and what went wrong is thrown', () => {
  const payload = new Uint8Array(0);
  const of = (header: Record<string, unknown>) =>
    rankingArrival({ header: header as { frame: string }, payload });
  expect(of({ frame: 'effect', layer: 1, head: 2, change: 1e-6 })).toEqual({
    kind: 'effect',
    layer: 1,
    head: 2,
    change: 1e-6,
  });
  expect(of({ frame: 'effect', layer: 1, head: 2, change: null })).toMatchObject({ change: Infinity });
  expect(of({ frame: 'news' })).toBeNull();
  expect(() => of({ frame: 'error', message: 'No.' })).toThrow('No.');
});

it('changes are written with their sign, small ones in scientific notation', () => {
  expect([0.02407, -1.2345678, 1e-6, 0, -0.05].map(changed)).toEqual([
    '+2.407e−2',
    '−1.2346',
    '+1.000e−6',
    '0',
    '−5.000e−2',
  ]);
  expect(number(-12.345)).toBe('−12.35');
  expect(effectWords(NaN)).toBe('not measured');
  expect(outcomeName({ kind: 'continuations', first: ' said', second: null })).toContain('ln p of “ said”');
});
