import type { Comparison } from '../../reading/comparison';
import { rowDifference } from '../../reading/difference';
import { keyPasses, type Ledger, queryPasses, sees } from '../../reading/weights';
import { percent } from '../../scales/format';
import type { State } from '../../state/state';
import { headsOf } from '../head/panel';
import type { ViewInput } from '../view';
import { drawn } from './marks';
import { type DifferencePanel, differencePanel } from './panel';

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

/** Where Σ|A − B| of what is in focus is, as shares that add up to 1; null while rows are missing. */
export function differenceLedger(input: ViewInput): Ledger | null {
  const panels = headsOf(input).ids.map((_, slot) => differencePanel(input, slot));
  if (panels.some(panel => !panel.ready)) return null;
  const sum = { drawn: 0, thin: 0, hidden: 0, outside: 0 };
  for (const panel of panels) addUp(panel, sum);
  const total = sum.drawn + sum.thin + sum.hidden + sum.outside;
  if (total === 0) return { ...sum, drawn: 1 };
  const share = (part: keyof Ledger) => sum[part] / total;
  return { drawn: share('drawn'), thin: share('thin'), hidden: share('hidden'), outside: share('outside') };
}

function addUp(panel: DifferencePanel, sum: Ledger): void {
  const { comparison, focus, filters, heads, slot } = panel;
  const { a, b, shared } = comparison;
  const lines = new Set(drawn(panel).map(({ query, key }) => `${query} ${key}`));
  const { id } = heads[slot];
  for (const query of focus.queries.length ? focus.queries : shared) {
    const [p, q] = [a.row(id, query)!, b.row(id, comparison.partner('a', query)!)!];
    for (const key of focus.keys.length ? focus.keys : shared) {
      if (!sees(a, id[0], query, key)) continue;
      // Shares are of the differences as they are, also where rows are rescaled.
      const size = Math.abs(p[key] - q[comparison.partner('a', key)!]);
      if (!queryPasses(a, filters.pair, query) || !keyPasses(a, filters.pair, key)) sum.outside += size;
      else if (filters.parked !== 'shown' && a.info.parked.includes(key)) sum.hidden += size;
      else if (lines.has(`${query} ${key}`)) sum.drawn += size;
      else sum.thin += size;
    }
  }
}
