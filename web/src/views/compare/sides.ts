import type { Comparison, Side } from '../../reading/comparison';
import type { Reading } from '../../reading/reading';
import type { State } from '../../state/state';
import type { Hover } from '../view';

/** Pins are tokens of the first text; in the second they are those that these stand for. */
export function stateIn(comparison: Comparison, state: State, side: Side): State {
  if (side === 'a') return state;
  const there = (tokens: readonly number[]) =>
    tokens.map(token => comparison.partner('a', token)).filter(token => token !== null);
  return { ...state, queries: there(state.queries), keys: there(state.keys) };
}

/** What is pointed at in one text; nothing where the token under the pointer stands for none of it. */
export function hoverIn(comparison: Comparison, hover: Hover, side: Side): Hover {
  const { token, text = 'a', ...rest } = hover;
  if (!token || text === side) return hover;
  const index = comparison.partner(text, token.index);
  return index === null ? rest : { ...rest, text: side, token: { ...token, index } };
}

/** Who looks in both texts: the pinned query, else the last token of each; null where it stands for none. */
export function queriesOf(comparison: Comparison, { queries }: State): { a: number; b: number } | null {
  if (!queries.length) return { a: comparison.a.count - 1, b: comparison.b.count - 1 };
  const b = comparison.partner('a', queries[0]);
  return b === null ? null : { a: queries[0], b };
}

/** Weights of one query in one head, from the rows of all heads or from its layer; null until they are here. */
export function weightsOf(reading: Reading, layer: number, head: number, query: number): Float32Array | null {
  const rows = reading.rows.get(query);
  if (!rows) return reading.row([layer, head], query);
  const start = (layer * reading.heads + head) * reading.count;
  return rows.subarray(start, start + reading.count);
}
