import { describe, expect, it } from 'vitest';
import type { Edit, Generate } from '../../src/reading/types';
import { fromAddress, toAddress } from '../../src/state/address';
import {
  fit,
  greedy,
  initial,
  moveLayer,
  only,
  pin,
  type State,
  toggleHead,
  wholeLayer,
} from '../../src/state/state';
import { random, sample } from '../sample';

const anyOf = <T>(next: () => number, ...values: T[]): T => values[Math.floor(next() * values.length)];

function anyState(next: () => number): State {
  const few = () => Array.from({ length: Math.floor(next() * 3) }, () => Math.floor(next() * 40));
  const some = (): [number, number] => [Math.floor(next() * 30), Math.floor(next() * 9)];
  return {
    request: anyOf(next, null, {
      model: anyOf(next, 'smollm2', '/a path/with & signs#'),
      text: anyOf(next, 'The “doctor” asked,\nthe nurse & 100 % more. #1, a+b', 'é漢字😀', ' '),
      pair: anyOf(next, null, 'second; text'),
      specialTokens: next() > 0.5,
      startToken: next() > 0.5,
      edits: anyOf<Edit[]>(
        next,
        [],
        [{ edit: 'cut', heads: 'L9H4', queries: [8], keys: [4], renormalise: true }],
      ),
      generate: anyOf<Generate | null>(
        next,
        null,
        { ...greedy, tokens: 12 },
        { tokens: 5, temperature: 0.75, topK: 40, topP: 0.9, seed: 3, ignoreEnd: true },
      ),
    }),
    file: null,
    scale: anyOf(next, 'model', 'heads', 'neurons'),
    heads: Array.from({ length: 1 + Math.floor(next() * 4) }, some),
    queries: few(),
    keys: few(),
    parked: anyOf(next, null, 'shown', 'hidden', 'rescaled'),
    pair: anyOf(next, 'all', 'aa', 'ab', 'ba', 'bb'),
    from: Math.floor(next() * 31) / 100,
    cell: anyOf(next, 'pattern', 'matrix', 'same-word'),
    measure: anyOf(next, 'previous', 'spread'),
    neuron: anyOf(next, null, 0, 63),
    order: anyOf(next, 'index', 'push'),
    rotary: anyOf(next, 'after', 'before'),
    window: anyOf(next, null, 0, 40),
    theme: anyOf(next, 'system', 'light', 'dark'),
    marks: next() > 0.5,
    other: anyOf(next, null, 'He said; “#1” & more'),
    side: anyOf(next, 'a', 'b', 'both', 'difference'),
    step: anyOf(next, null, 0, 7),
    outcome: anyOf<State['outcome']>(next, null, [' said, & asked', ' was'], [' was', ''], ['', '']),
    answer: next() > 0.5,
    whole: next() > 0.5,
    like: anyOf(next, null, 'a “text” & more'),
    question: anyOf(next, null, 'off', 'zero', 'cut', 'pattern'),
    tried: anyOf<State['tried']>(
      next,
      null,
      { question: { kind: 'off' }, outcome: { kind: 'next' } },
      {
        question: { kind: 'cut', queries: [8, 7], keys: [4], renormalise: true },
        outcome: { kind: 'continuations', first: ' said, & asked|', second: null },
      },
      { question: { kind: 'pattern', of: 'a “text” & #1' }, outcome: { kind: 'similarity', other: 'é 😀' } },
    ),
  };
}

describe('the address', () => {
  it('holds the whole view', () => {
    const next = random(9);
    for (let i = 0; i < 500; i++) {
      const state = anyState(next);
      expect(fromAddress(`#${toAddress(state)}`).state).toEqual(state);
    }
  });

  it('loses what does not exist and keeps the rest', () => {
    const { state } = fromAddress(
      '#heads=L9H4,x,77.1,-1.2&scale=nowhere&q=1,b,99&from=7&parked=maybe&neuron=-3&theme=dark',
    );
    expect(state).toMatchObject({
      scale: 'heads',
      queries: [1, 99],
      from: 0.02,
      parked: null,
      neuron: null,
      theme: 'dark',
    });
    const fitted = fit(state, sample());
    expect(fitted.heads).toEqual([[0, 0]]);
    expect(fitted.queries).toEqual([1]);
  });

  it('says whether it names heads', () => {
    expect(fromAddress('').opensItself).toBe(true);
    expect(fromAddress('#heads=2.1').opensItself).toBe(false);
    expect(fromAddress('#heads=2.1').state.heads).toEqual([[2, 1]]);
  });
});

describe('the state', () => {
  it('adds and removes heads, and keeps the last one', () => {
    const two = toggleHead(only(initial, [1, 1]), [0, 1]);
    expect(two.heads).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(toggleHead(two, [1, 1]).heads).toEqual([[0, 1]]);
    expect(toggleHead(only(initial, [1, 1]), [1, 1]).heads).toEqual([[1, 1]]);
    expect(wholeLayer(initial, 3, 2).heads).toEqual([
      [3, 0],
      [3, 1],
    ]);
  });

  it('keeps the heads of a layer when it moves to another', () => {
    const state = {
      ...initial,
      heads: [
        [1, 0],
        [1, 2],
        [2, 2],
      ] as const,
    };
    expect(moveLayer(state, 1, 4).heads).toEqual([
      [2, 0],
      [2, 2],
    ]);
    expect(moveLayer(state, -5, 4).heads).toEqual([
      [0, 0],
      [0, 2],
      [2, 2],
    ]);
  });

  it('pins a word, adds others, and releases them', () => {
    const one = pin(initial, 'query', 3, false);
    expect(one.queries).toEqual([3]);
    expect(pin(one, 'query', 3, false).queries).toEqual([]);
    const two = pin(one, 'query', 5, true);
    expect(two.queries).toEqual([3, 5]);
    expect(pin(two, 'query', 5, true).queries).toEqual([3]);
    expect(pin(two, 'query', 5, false).queries).toEqual([5]);
    expect(pin(two, 'key', 1, false)).toMatchObject({ queries: [3, 5], keys: [1] });
  });
});
