import { expect, it } from 'vitest';
import { otherFits, outcomeOf, pairFits, questionOf } from '../../src/state/outcome';
import { initial, plain } from '../../src/state/state';
import { sample } from '../sample';

const model = sample().info.model;
const request = { model: 'sample', text: 'own', pair: null, ...plain };
const state = { ...initial, request };

it('what is measured follows the model and what the reader named', () => {
  expect(outcomeOf(state, model)).toEqual({ kind: 'next' });
  expect(outcomeOf({ ...state, outcome: [' a', ''] }, model)).toEqual({
    kind: 'continuations',
    first: ' a',
    second: null,
  });
  const masked = { ...model, head: 'at-position' } as const;
  expect(outcomeOf({ ...state, outcome: ['a', ''] }, masked)).toEqual({ kind: 'next' });
  expect(outcomeOf({ ...state, outcome: ['a', 'b'] }, masked)).toMatchObject({ kind: 'masked', second: 'b' });
  const embedder = { ...model, head: 'none' } as const;
  expect(outcomeOf(state, embedder)).toEqual({ kind: 'similarity', other: 'own' });
  expect(outcomeOf({ ...state, other: 'b' }, embedder)).toMatchObject({ other: 'b' });
  expect(outcomeOf({ ...state, other: 'b', like: 'c' }, embedder)).toMatchObject({ other: 'c' });
});

it('a question says why it cannot be asked', () => {
  const count = { own: 5, other: 5 };
  expect(questionOf(state, count).question).toEqual({ kind: 'off' });
  expect(questionOf({ ...state, question: 'cut' }, count).why).toContain('Pin a word');
  const pinned = { ...state, question: 'cut', queries: [4], keys: [1] } as const;
  expect(questionOf(pinned, count).question).toEqual({
    kind: 'cut',
    queries: [4],
    keys: [1],
    renormalise: true,
  });
  expect(questionOf(pinned, { own: 3, other: null }).why).toContain('text as it was given');
  const pattern = { ...state, question: 'pattern' } as const;
  expect(questionOf(pattern, count).why).toContain('Open a second text');
  expect(questionOf({ ...pattern, other: 'b' }, count).question).toEqual({ kind: 'pattern', of: 'b' });
  expect(otherFits('b', { own: 5, other: 7 })).toContain('has 7 tokens, this one 5');
  expect(otherFits('b', { own: 5, other: null })).toContain('being counted');
});

it('a pair is measured as the data sets are where it is read and named like them', () => {
  const count = { own: 5, other: 5 };
  const pair = { ...state, other: 'b', outcome: [' a', ' b'] } as const;
  expect(pairFits(pair, count)).toBeNull();
  expect(pairFits({ ...pair, outcome: [' a', ''] }, count)).toContain('two continuations');
  expect(pairFits({ ...pair, outcome: null }, count)).toContain('two continuations');
  expect(pairFits(pair, { own: 5, other: 6 })).toContain('has 6 tokens');
  for (const how of [{ startToken: true }, { specialTokens: false }])
    expect(pairFits({ ...pair, request: { ...request, ...how } }, count)).toContain('special tokens');
});
