import type { Comparison } from '../../reading/comparison';
import { filteredRow, keyPasses, queryPasses, sees } from '../../reading/weights';
import { filtersOf } from '../../state/state';
import { headsOf, type Panel, panelOf } from '../head/panel';
import { tokenRow } from '../head/rows';
import type { ViewInput } from '../view';

/** Texts with more tokens that stand for each other are compared side by side only. */
export const mostTokens = 64;

/** One head in two texts: the tokens that both share, and w in A minus w in B between them. */
export interface DifferencePanel extends Panel {
  comparison: Comparison;
  /** Which of the panel's heads is drawn. */
  slot: number;
  /** By query of the first text, by key of the first text; without queries that have not arrived. */
  differences: Map<number, Map<number, number>>;
  /** All rows that are to be drawn are here. */
  ready: boolean;
}

export function differencePanel(input: ViewInput, slot: number): DifferencePanel {
  const comparison = input.comparison!;
  const { pair } = input.state;
  const left = comparison.shared.filter(i => queryPasses(comparison.a, pair, i));
  const right = comparison.shared.filter(i => keyPasses(comparison.a, pair, i));
  const panel = panelOf(input, { left: left.map(tokenRow), right: right.map(tokenRow) });
  const labels = comparison.a.info.tokens.map((_, i) => comparison.label(i));
  const differences = new Map<number, Map<number, number>>();
  for (const query of left) {
    const row = differenceRow(input, slot, query, right);
    if (row) differences.set(query, row);
  }
  const needed = panel.focus.queries.length ? panel.focus.queries : left;
  const ready = needed.every(query => differences.has(query));
  return { ...panel, names: { labels, quotes: labels }, comparison, slot, differences, ready };
}

function differenceRow(
  input: ViewInput,
  slot: number,
  query: number,
  keys: readonly number[],
): Map<number, number> | null {
  const comparison = input.comparison!;
  const filters = filtersOf(input.state);
  const id = headsOf(input).ids[slot];
  const p = filteredRow(comparison.a, filters, id, query);
  const q = filteredRow(comparison.b, filters, id, comparison.partner('a', query)!);
  if (!p || !q) return null;
  const visible = keys.filter(key => sees(comparison.a, id[0], query, key));
  return new Map(
    visible.map(key => [key, p.weights[key] - q.weights[comparison.partner('a', key)!]] as const),
  );
}

/** Mean difference at a key, over the queries in focus or all that can see it; null where there is none. */
export function meanAt({ differences, focus }: DifferencePanel, key: number): number | null {
  const queries = focus.queries.length ? focus.queries : [...differences.keys()];
  const known = queries.map(query => differences.get(query)?.get(key)).filter(d => d !== undefined);
  return known.length ? known.reduce((sum, d) => sum + d, 0) / known.length : null;
}
