import { beginning, promptCount } from '../reading/beginning';
import { type Comparison, comparisonOf } from '../reading/comparison';
import type { Reading } from '../reading/reading';
import type { Generate } from '../reading/types';
import { greedy, type State } from './state';

/** How many written tokens are shown: all of them, or as many as the step says. */
export function shownStep({ step }: State, { info }: Reading): number {
  return Math.min(step ?? info.generated.length, info.generated.length);
}

/** The tokens that exist at the step that is shown. */
export function atStep(state: State, reading: Reading): Reading {
  return beginning(reading, promptCount(reading) + shownStep(state, reading));
}

/** Two texts as the step shows them: their newest tokens are other ones at each step. */
export function comparisonAtStep(state: State, a: Reading, b: Reading): Comparison {
  return comparisonOf(atStep(state, a), atStep(state, b));
}

/** Another step. The newest token is pinned: its row is where heads looked when the next one was chosen. */
export function moveStep(state: State, reading: Reading, to: number): State {
  const all = reading.info.generated.length;
  if (!all) return state;
  const step = Math.max(0, Math.min(all, to));
  const newest = promptCount(reading) + step - 1;
  return {
    ...state,
    step: step === all ? null : step,
    queries: [newest],
    keys: state.keys.filter(key => key <= newest),
    window: null,
  };
}

/** How tokens are chosen, in words: `most probable each time`, `temperature 0.8, top-k 40, seed 3`. */
export function samplingOf({ temperature, topK, topP, seed }: Generate): string {
  if (temperature === 0) return 'most probable each time';
  const restricted = [topK !== null && `top-k ${topK}`, topP !== null && `top-p ${topP}`].filter(Boolean);
  return [`temperature ${temperature}`, ...restricted, `seed ${seed}`].join(', ');
}

/** The same tokens come again, as far as both go. */
export function sameSampling(a: Generate, b: Generate): boolean {
  return samplingOf(a) === samplingOf(b) && a.ignoreEnd === b.ignoreEnd;
}

/** What a typed setting is; null where it is none that a model can write by. */
export function generateOf(typed: Record<'tokens' | 'temperature' | 'topK' | 'topP' | 'seed', string>) {
  const number = (text: string) => (text.trim() === '' ? null : Number(text));
  const [tokens, seed] = [number(typed.tokens), number(typed.seed) ?? greedy.seed];
  const temperature = number(typed.temperature) ?? greedy.temperature;
  const [topK, topP] = temperature > 0 ? [number(typed.topK), number(typed.topP)] : [null, null];
  const whole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least;
  const fits =
    tokens !== null &&
    whole(tokens, 1) &&
    whole(seed, 0) &&
    seed < 2 ** 31 &&
    Number.isFinite(temperature) &&
    temperature >= 0 &&
    (topK === null || whole(topK, 1)) &&
    (topP === null || (topP > 0 && topP <= 1));
  return fits ? { ...greedy, tokens, temperature, topK, topP, seed } : null;
}
