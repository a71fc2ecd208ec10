import type { Comparison } from '../../reading/comparison';
import { rowDifference } from '../../reading/difference';
import { percent } from '../../scales/format';
import type { State } from '../../state/state';

/**
 * What two texts of different length have no partner for: how many tokens, and the share of the weight on them in the
 * chosen heads, of the rows in focus or of all that stand for each other. Null where all tokens have a partner.
 */
export function aloneNote(comparison: Comparison, state: State): string | null {
  const { a, b, alignment } = comparison;
  const { onlyFirst, onlySecond } = alignment;
  if (!comparison.alone) return null;
  const pinned = state.queries.filter(query => comparison.partner('a', query) !== null);
  const queries = pinned.length ? pinned : comparison.shared;
  let [sum, n] = [0, 0];
  for (const head of state.heads) {
    for (const query of queries) {
      const [p, q] = [a.row(head, query), b.row(head, comparison.partner('a', query)!)];
      if (!p || !q) continue;
      sum += rowDifference(p, q, alignment).unaligned;
      n++;
    }
  }
  const counts = [
    onlyFirst.length && `${onlyFirst.length} of A`,
    onlySecond.length && `${onlySecond.length} of B`,
  ];
  const tokens = `tokens without partner: ${counts.filter(Boolean).join(', ')}`;
  return n ? `${tokens}, with ${percent(sum / n)} of the weight` : tokens;
}
