import type { Comparison, Side } from '../../reading/comparison';
import type { State } from '../../state/state';
import type { Hover } from '../view';

/** Pins are tokens of the first text; in the second they are those that these stand for. */
export function stateIn(comparison: Comparison, state: State, side: Side): State {
  if (side === 'a') return state;
  const there = (tokens: readonly number[]) =>
    tokens.map(token => comparison.partner('a', token)).filter(token => token !== null);
  const queries = state.queries.length === 1 ? queriesOf(comparison, state) : null;
  return { ...state, queries: queries ? [queries.b] : there(state.queries), keys: there(state.keys) };
}

/** What is pointed at in one text; nothing where the token under the pointer stands for none of it. */
export function hoverIn(comparison: Comparison, hover: Hover, side: Side): Hover {
  const { token, text = 'a', ...rest } = hover;
  if (!token || text === side) return hover;
  const index = comparison.partner(text, token.index);
  return index === null ? rest : { ...rest, text: side, token: { ...token, index } };
}

/**
 * Who looks in both texts: the pinned query, else the last token of each, whose rows choose the next words. Null where
 * the query stands for none.
 */
export function queriesOf(comparison: Comparison, { queries }: State): { a: number; b: number } | null {
  const newest = { a: comparison.a.count - 1, b: comparison.b.count - 1 };
  const a = queries[0] ?? newest.a;
  const b = comparison.partner('a', a) ?? (a === newest.a ? newest.b : null);
  return b === null ? null : { a, b };
}
