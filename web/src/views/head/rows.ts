import type { Reading } from '../../reading/reading';
import { keyPasses, type PairFilter, queryPasses } from '../../reading/weights';

/** One line of a column: a token, with the words beside it where its neighbours are left out, or what is left out. */
export type Row =
  | { kind: 'token'; token: number; before?: string; after?: string }
  | { kind: 'gap'; tokens: number };

export const tokenRow = (token: number): Row => ({ kind: 'token', token });

/** Where every token stands in a column. */
export function places(rows: readonly Row[]): Map<number, number> {
  const at = new Map<number, number>();
  rows.forEach((row, i) => {
    if (row.kind === 'token') at.set(row.token, i);
  });
  return at;
}

/** The columns of a text that is shown whole; the pair filter drops the other text's rows. */
export function wholeText(reading: Reading, pair: PairFilter): { left: Row[]; right: Row[] } {
  const all = Array.from({ length: reading.count }, (_, i) => i);
  return {
    left: all.filter(i => queryPasses(reading, pair, i)).map(tokenRow),
    right: all.filter(i => keyPasses(reading, pair, i)).map(tokenRow),
  };
}
