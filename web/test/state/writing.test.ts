import { describe, expect, it } from 'vitest';
import { withToken } from '../../src/app/writing';
import type { Generated } from '../../src/reading/types';
import { captionOf } from '../../src/state/caption';
import { fit, greedy, initial, type State } from '../../src/state/state';
import { atStep, generateOf, moveStep, sameSampling, samplingOf, shownStep } from '../../src/state/writing';
import { sample } from '../sample';
import { words } from '../views/input';

const reading = sample({ tokens: words('The nurse said that she'), written: 3 });
const at = (step: number | null, more: Partial<State> = {}): State => ({ ...initial, step, ...more });

describe('a step', () => {
  it('shows the tokens that exist then', () => {
    expect([null, 0, 2, 3, 9].map(step => shownStep(at(step), reading))).toEqual([3, 0, 2, 3, 3]);
    expect([null, 0, 2].map(step => atStep(at(step), reading).count)).toEqual([5, 2, 4]);
    expect(atStep(at(4), sample()).count).toBe(4);
  });

  it('pins the newest token, whose row chose the next, and keeps keys that exist', () => {
    const moved = moveStep(at(null, { queries: [4], keys: [1, 4], window: 3 }), reading, 1);
    expect(moved).toMatchObject({ step: 1, queries: [2], keys: [1], window: null });
    expect(moveStep(moved, reading, 0)).toMatchObject({ step: 0, queries: [1] });
    expect(moveStep(moved, reading, -4)).toMatchObject({ step: 0, queries: [1] });
    expect(moveStep(moved, reading, 7)).toMatchObject({ step: null, queries: [4] });
    expect(moveStep(moved, sample(), 2)).toBe(moved);
  });

  it('is dropped where nothing was written, and so are pins that do not exist yet', () => {
    expect(fit(at(2), sample()).step).toBeNull();
    expect(fit(at(3), reading).step).toBeNull();
    expect(fit(at(1, { queries: [2, 3], keys: [4, 0] }), reading)).toMatchObject({
      step: 1,
      queries: [2],
      keys: [0],
    });
  });
});

describe('how tokens are chosen', () => {
  const typed = { tokens: '12', temperature: '0', topK: '', topP: '', seed: '' };

  it('is said in words', () => {
    expect(samplingOf(greedy)).toBe('most probable each time');
    expect(samplingOf({ ...greedy, temperature: 0.8, topK: 40, topP: 0.9, seed: 3 })).toBe(
      'temperature 0.8, top-k 40, top-p 0.9, seed 3',
    );
    expect(sameSampling(greedy, { ...greedy, tokens: 3, seed: 9 })).toBe(true);
    expect(sameSampling(greedy, { ...greedy, temperature: 1 })).toBe(false);
  });

  it('is read from fields; what restricts drawing is left out where nothing is drawn', () => {
    expect(generateOf(typed)).toEqual({ ...greedy, tokens: 12 });
    expect(generateOf({ ...typed, topK: '5', topP: '0.5' })).toEqual({ ...greedy, tokens: 12 });
    expect(generateOf({ ...typed, temperature: '0.7', topK: '5', topP: '0.5', seed: '4' })).toEqual({
      ...greedy,
      tokens: 12,
      temperature: 0.7,
      topK: 5,
      topP: 0.5,
      seed: 4,
    });
  });

  it.each([
    { tokens: '' },
    { tokens: '0' },
    { tokens: '1.5' },
    { temperature: '-1' },
    { temperature: 'x' },
    { seed: '0.5' },
    { seed: '2147483648' },
    { temperature: '1', topK: '0' },
    { temperature: '1', topP: '0' },
    { temperature: '1', topP: '1.1' },
  ])('refuses %o', wrong => {
    expect(generateOf({ ...typed, ...wrong })).toBeNull();
  });
});

describe('what arrives', () => {
  const token = (index: number, id: number): Generated => {
    return { index, id, text: `${id}`, piece: `${id}`, probability: 1, alternatives: [] };
  };
  const ids = (tokens: readonly Generated[]) => tokens.map(({ id }) => id);

  it('is added, takes the place of the same, and drops what follows another', () => {
    const two = withToken(withToken([], token(0, 5)), token(1, 6));
    expect(ids(two)).toEqual([5, 6]);
    expect(ids(withToken(two, token(0, 5)))).toEqual([5, 6]);
    expect(ids(withToken(two, token(0, 7)))).toEqual([7]);
  });
});

it('a caption names prompt and what was written, as far as it is shown', () => {
  const request = {
    model: 'sample',
    text: '',
    pair: null,
    specialTokens: true,
    startToken: false,
    edits: [],
  };
  const state = at(2, { request: { ...request, generate: { ...greedy, temperature: 0.5 } } });
  const [about, written, facts] = captionOf(atStep(state, reading), state);
  expect(about).toMatch(/ on “ The nurse”$/);
  expect(written).toBe('then written: “ said that” (2 tokens, temperature 0.5, seed 0)');
  expect(facts).toContain('L0H0');
  expect(captionOf(sample(), initial)).toHaveLength(2);
});
