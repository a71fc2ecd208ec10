import type { Comparison } from '../../reading/comparison';
import { contrast, rowDifference } from '../../reading/difference';
import { quoted } from '../../reading/reading';
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
  const missing = state.keys.slice(0, 2).find(key => comparison.partner('a', key) === null);
  if (state.keys.length <= 2 && missing !== undefined) return alone(comparison, missing);
  if (!comparison.a.rows.has(queries.a) || !comparison.b.rows.has(queries.b)) return null;
  const name = `${queries.a} ${queries.b} ${state.keys}`;
  const last = kept.get(comparison);
  if (last?.name === name) return last.contrast;
  const contrast = valuesOf(comparison, state.keys, queries);
  kept.set(comparison, { name, contrast });
  return contrast;
}

const kept = new WeakMap<Comparison, { name: string; contrast: Contrast }>();

function alone(comparison: Comparison, token: number): string {
  return `${quoted(comparison.a, token)} stands for no token of the other text, so weights cannot be compared there.`;
}

function valuesOf(
  comparison: Comparison,
  keys: readonly number[],
  queries: { a: number; b: number },
): Contrast {
  const { a, b, alignment } = comparison;
  const count = a.info.model.layers * a.heads;
  const there = keys.map(key => comparison.partner('a', key)!);
  const words: (string | null)[] = new Array(count).fill(null);
  const values = Float64Array.from({ length: count }, (_, i) => {
    const head = [Math.floor(i / a.heads), i % a.heads] as const;
    const [p, q] = [a.row(head, queries.a)!, b.row(head, queries.b)!];
    if (keys.length === 2) return contrast(p, q, [keys[0], keys[1]], [there[0], there[1]]);
    if (keys.length === 1) return p[keys[0]] - q[there[0]];
    const { variation, most } = rowDifference(p, q, alignment);
    if (most < 0) return variation;
    const [k, l] = alignment.pairs[most];
    words[i] = comparison.label(k);
    return p[k] < q[l] ? -variation : variation;
  });
  const common = { values, chances: null, counts: null, signed: true } as const;
  return { ...common, ...inWords(comparison, keys, queries), words: keys.length ? null : words };
}

function inWords(comparison: Comparison, keys: readonly number[], queries: { a: number; b: number }) {
  const { a, b } = comparison.names;
  const names = a === 'A' ? '' : `; A is “${a}”, B is “${b}”`;
  const from = `weights from “${comparison.label(queries.a, queries.b)}”`;
  const [k1, k2] = keys.map(key => quoted(comparison.a, key));
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
