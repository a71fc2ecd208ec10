import type { Comparison, Side } from '../../reading/comparison';
import type { Prediction } from '../../reading/types';

/** A next word of one text or of both; null where a text's list does not have it. */
export interface NextWord {
  id: number;
  label: string;
  a: number | null;
  b: number | null;
  /** The least probability that each text's list names. */
  least: Record<Side, number>;
}

/** The most probable next words of both texts, by the larger of their probabilities. */
export function nextWordsOf({ a, b }: Comparison, limit: number): NextWord[] {
  const lists = { a: a.measures?.predictions ?? [], b: b.measures?.predictions ?? [] };
  if (!lists.a.length || !lists.b.length) return [];
  const least = { a: leastOf(lists.a), b: leastOf(lists.b) };
  const all = new Map([...lists.a, ...lists.b].map(word => [word.id, word]));
  const words = [...all.values()].map((word): NextWord => {
    const [inA, inB] = [lists.a, lists.b].map(list => list.find(({ id }) => id === word.id));
    return {
      id: word.id,
      label: labelOf(word),
      a: inA?.probability ?? null,
      b: inB?.probability ?? null,
      least,
    };
  });
  const size = (word: NextWord) => Math.max(word.a ?? 0, word.b ?? 0);
  return words.sort((x, y) => size(y) - size(x) || x.id - y.id).slice(0, limit);
}

const leastOf = (list: readonly Prediction[]) => Math.min(...list.map(({ probability }) => probability));

function labelOf({ text, piece }: Prediction): string {
  const blank = text.trim() === '';
  return (blank ? text.replace(/ /g, '␣').replace(/\n/g, '⏎') : text.trim()) || piece;
}
