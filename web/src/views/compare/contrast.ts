import type { Comparison } from '../../reading/comparison';
import { contrast, rowDifference } from '../../reading/difference';
import { quoted, type Reading } from '../../reading/reading';
import { type Word, weightOn, wordAround, wordLabel, wordsAround } from '../../reading/word';
import type { State } from '../../state/state';
import type { HeadValues } from '../model/values';
import { queriesOf } from './sides';

/** A signed number per head: positive where the first text has more. */
export interface Contrast extends HeadValues {
  signed: true;
  /** Where a head's number has a word of its own: the key at which its weights differ most. */
  words: (string | null)[] | null;
}

/** Cells start as the contrast where two texts are open. */
export function showsContrast(state: State): boolean {
  return state.cell === 'pattern' || state.cell === 'link';
}

/** What every head's weights are compared by, in words, or why they cannot be. */
export function contrastOf(comparison: Comparison, state: State): Contrast | string | null {
  const queries = queriesOf(comparison, state);
  if (!queries) return alone(comparison, state.queries[0]);
  const keys = wordsAround(comparison.a, state.keys);
  const missing = keys.find(word => comparison.partnerWord(word) === null);
  if (keys.length <= 2 && missing) return alone(comparison, missing.last);
  if (!comparison.a.rows.has(queries.a) || !comparison.b.rows.has(queries.b)) return null;
  const name = `${queries.a} ${queries.b} ${state.keys}`;
  const last = kept.get(comparison);
  if (last?.name === name) return last.contrast;
  const contrast = valuesOf(comparison, keys, queries);
  kept.set(comparison, { name, contrast });
  return contrast;
}

const kept = new WeakMap<Comparison, { name: string; contrast: Contrast }>();

function alone(comparison: Comparison, token: number): string {
  return `${quoted(comparison.a, token)} stands for no token of the other text, so weights cannot be compared there.`;
}

function valuesOf(
  comparison: Comparison,
  keys: readonly Word[],
  queries: { a: number; b: number },
): Contrast {
  const { a, b, alignment } = comparison;
  const count = a.info.model.layers * a.heads;
  const there = keys.map(word => comparison.partnerWord(word)!);
  const words: (string | null)[] = new Array(count).fill(null);
  const values = Float64Array.from({ length: count }, (_, i) => {
    const head = [Math.floor(i / a.heads), i % a.heads] as const;
    const [p, q] = [a.row(head, queries.a)!, b.row(head, queries.b)!];
    if (keys.length === 1 || keys.length === 2) {
      const [on, onThere] = [keys.map(word => weightOn(p, word)), there.map(word => weightOn(q, word))];
      return keys.length === 1 ? on[0] - onThere[0] : contrast(on, onThere, [0, 1], [0, 1]);
    }
    const { variation, most } = rowDifference(p, q, alignment);
    if (most < 0) return variation;
    const [k, l] = alignment.pairs[most];
    words[i] = comparison.label(k);
    return p[k] < q[l] ? -variation : variation;
  });
  const common = { values, chances: null, counts: null, signed: true } as const;
  return { ...common, ...inWords(comparison, keys, queries), words: keys.length ? null : words };
}

function inWords(comparison: Comparison, keys: readonly Word[], queries: { a: number; b: number }) {
  const { a, b } = comparison.names;
  const summed = keys.some(({ first, last }) => first < last) ? ', of a word the sum over its tokens' : '';
  const names = `${summed}${a === 'A' ? '' : `; A is “${a}”, B is “${b}”`}`;
  const from = `weights from “${comparison.label(queries.a, queries.b)}”${partOf(comparison.a, queries.a)}`;
  const [k1, k2] = keys.map(word =>
    word.first === word.last ? quoted(comparison.a, word.last) : `“${comparison.wordLabel(word)}”`,
  );
  if (keys.length === 2) {
    const meaning = `(${k1} − ${k2}) in A minus the same in B, ${from}${names}`;
    return { title: `${k1} − ${k2}, A − B`, meaning };
  }
  if (keys.length === 1) return { title: `${k1}, A − B`, meaning: `${k1} in A minus in B, ${from}${names}` };
  const meaning =
    'total variation: half the sum of absolute differences, with the sign of the largest one; ' +
    `${from}${names}`;
  return { title: 'total variation, signed', meaning };
}

/** Whose token looks, where its word has several. */
function partOf(reading: Reading, query: number): string {
  const word = wordAround(reading, query);
  if (word.first === word.last) return '';
  return `, ${query === word.last ? 'the last' : 'a'} token of “${wordLabel(reading, word)}”`;
}
