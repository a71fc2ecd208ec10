import type { Outcome, Question } from '../reading/effects';
import type { ModelInfo, Request } from '../reading/types';
import type { State } from './state';

/** What is measured: what was named, else what every text of the model has. */
export function outcomeOf(state: State, { head }: Pick<ModelInfo, 'head'>): Outcome {
  const [first, second] = state.outcome ?? ['', ''];
  if (head === 'none')
    return { kind: 'similarity', other: state.like ?? state.other ?? state.request?.text ?? '' };
  if (head === 'at-position') return first && second ? { kind: 'masked', first, second } : { kind: 'next' };
  if (!first) return { kind: 'next' };
  return {
    kind: 'continuations',
    first,
    second: second || null,
    ...(second && state.whole ? { whole: true } : {}),
  };
}

/** What is tried on every head, or why it cannot be. `count`: tokens of this text, and of the other where known. */
export function questionOf(
  state: State,
  count: { own: number; other: number | null },
): { question: Question; why: null } | { question: null; why: string } {
  const { question, queries, keys, other } = state;
  if (question === 'pattern') {
    const why = otherFits(other, count);
    return why === null && other !== null
      ? { question: { kind: 'pattern', of: other }, why: null }
      : { question: null, why: why ?? '' };
  }
  if (question !== 'cut') return { question: { kind: question ?? 'off' }, why: null };
  if (!queries.length || !keys.length)
    return { question: null, why: 'Pin a word at the left and one at the right: their link is cut.' };
  if ([...queries, ...keys].some(index => index >= count.own))
    return { question: null, why: 'Pin words of the text as it was given: written ones cannot be cut.' };
  return {
    question: { kind: 'cut', queries: [...queries], keys: [...keys], renormalise: true },
    why: null,
  };
}

/** True where a text is read as those of the data sets are. */
export const readsPlainly = ({ specialTokens, startToken }: Request): boolean => specialTokens && !startToken;

/** Why two texts cannot be measured as a pair of the data sets is; null where they can. */
export function pairFits(
  { request, other, outcome }: State,
  count: { own: number; other: number | null },
): string | null {
  if (request && !readsPlainly(request)) return 'Pairs are read with the model’s own special tokens only.';
  if (!outcome?.[0] || !outcome[1]) return 'Name two continuations under “What is measured” first.';
  return otherFits(other, count);
}

/** Why patterns cannot be taken over from the other text; null where they can. */
export function otherFits(other: string | null, count: { own: number; other: number | null }): string | null {
  if (other === null) return 'Open a second text: its patterns are taken over.';
  if (count.other === null) return 'The other text’s tokens are being counted.';
  return count.other === count.own
    ? null
    : `The other text has ${count.other} tokens, this one ${count.own}: patterns need texts of equal length.`;
}
