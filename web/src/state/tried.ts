import type { Outcome, Question } from '../reading/effects';

/** What was tried on every head, and what was measured: what a ranking is of, wherever pins and fields went since. */
export interface Tried {
  question: Question;
  outcome: Outcome;
}

type Fields = Record<string, unknown>;

export const triedText = ({ question, outcome }: Tried): string => JSON.stringify({ question, outcome });

/** What an address says; null where it says something else. The server checks whether the tokens are there. */
export function triedOf(text: string): Tried | null {
  try {
    const { question, outcome }: { question: Fields; outcome: Fields } = JSON.parse(text);
    const known = { question: questionIn(question), outcome: outcomeIn(outcome) };
    return known.question && known.outcome ? (known as Tried) : null;
  } catch {
    return null;
  }
}

const wholes = (list: unknown): list is number[] =>
  Array.isArray(list) && list.every(item => Number.isInteger(item) && item >= 0);

function questionIn({ kind, queries, keys, renormalise, of }: Fields): Question | null {
  if (kind === 'off' || kind === 'zero') return { kind };
  if (kind === 'pattern') return typeof of === 'string' ? { kind, of } : null;
  if (kind !== 'cut' || typeof renormalise !== 'boolean' || !wholes(keys)) return null;
  return queries === null || wholes(queries) ? { kind, queries, keys, renormalise } : null;
}

function outcomeIn({ kind, first, second, whole, other }: Fields): Outcome | null {
  if (kind === 'next') return { kind };
  if (kind === 'similarity') return typeof other === 'string' ? { kind, other } : null;
  if (typeof first !== 'string') return null;
  if (kind === 'continuations') {
    const known = second === null || typeof second === 'string';
    return known ? { kind, first, second, ...(whole === true ? { whole } : {}) } : null;
  }
  return kind === 'masked' && typeof second === 'string' ? { kind, first, second } : null;
}
