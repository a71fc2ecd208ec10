import type { Comparison } from '../../reading/comparison';
import type { HeadId } from '../../reading/types';
import type { State } from '../../state/state';
import type { Marks } from '../../words/marks';
import { queriesOf } from './sides';

/** One head's weight on one key in both texts; null where the key stands for none of a text or has not arrived. */
export interface Look {
  head: HeadId;
  key: number;
  label: string;
  a: number | null;
  b: number | null;
}

const most = 5;

/** Per head and key: keys are those pinned, else marked occupations, else the 5 with the largest weights. */
export function looksOf(comparison: Comparison, state: State, marks: Marks): Look[] {
  const queries = queriesOf(comparison, state);
  if (!queries) return [];
  const { a, b } = comparison;
  const rows = state.heads.map(head => ({
    head,
    p: a.row(head, queries.a),
    q: b.row(head, queries.b),
  }));
  const keys = keysOf(comparison, state, marks, rows);
  return rows.flatMap(({ head, p, q }) =>
    keys.map(key => {
      const there = comparison.partner('a', key);
      const label = comparison.label(key);
      return { head, key, label, a: p?.[key] ?? null, b: there === null ? null : (q?.[there] ?? null) };
    }),
  );
}

type Rows = { p: Float32Array | null; q: Float32Array | null }[];

function keysOf(comparison: Comparison, state: State, marks: Marks, rows: Rows): number[] {
  if (state.keys.length) return [...state.keys];
  const occupations = marks.words.filter(word => word.category === 'occupation').map(word => word.last);
  const linked = occupations.filter(key => comparison.partner('a', key) !== null);
  if (linked.length) return linked.slice(0, most);
  const size = (key: number) => {
    const there = comparison.partner('a', key)!;
    return Math.max(...rows.map(({ p, q }) => Math.max(p?.[key] ?? 0, q?.[there] ?? 0)));
  };
  const largest = comparison.shared.sort((x, y) => size(y) - size(x) || x - y).slice(0, most);
  return largest.sort((x, y) => x - y);
}
