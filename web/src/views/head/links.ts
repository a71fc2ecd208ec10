import { hasFocus, type Panel } from './panel';

/** With several heads and no token in focus only so many lines are drawn: the strongest. */
export const inkBudget = 170;

/** From so many heads on, bars show their mean and other tokens leave no trace. */
export const manyHeads = 5;

export interface Link {
  /** Index into the panel's heads. */
  head: number;
  query: number;
  key: number;
  weight: number;
  /** False for a trace: another token's line while one is in focus. */
  focused: boolean;
}

export interface Links {
  links: Link[];
  /** The least weight that is drawn now. */
  limit: number;
  /** The ink budget left lines out. */
  cut: boolean;
}

/** All lines of a panel, by head, query and key. */
export function linksOf(panel: Panel): Links {
  const links = panel.heads.flatMap((_, head) => linksOfHead(panel, head));
  if (panel.heads.length < 2 || hasFocus(panel) || links.length <= inkBudget)
    return { links, limit: panel.from, cut: false };
  const strongest = [...links].sort((a, b) => b.weight - a.weight).slice(0, inkBudget);
  const kept = new Set(strongest);
  return { links: links.filter(link => kept.has(link)), limit: strongest[inkBudget - 1].weight, cut: true };
}

function linksOfHead(panel: Panel, head: number): Link[] {
  const links: Link[] = [];
  const traces = panel.heads.length < manyHeads;
  for (const [query, { weights }] of panel.heads[head].rows) {
    for (const key of panel.rightAt.keys()) {
      const weight = weights[key];
      if (!(weight > 0 && weight >= panel.from)) continue;
      const focused = matches(panel, query, key);
      if (focused || traces) links.push({ head, query, key, weight, focused });
    }
  }
  return links;
}

/** Where queries and keys are both in focus, a line has to match both. */
export function matches({ focus }: Panel, query: number, key: number): boolean {
  return (
    (!focus.queries.length || focus.queries.includes(query)) &&
    (!focus.keys.length || focus.keys.includes(key))
  );
}
