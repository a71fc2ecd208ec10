import { sameHead } from '../../reading/reading';
import { type Ledger, ledger } from '../../reading/weights';
import { inkBudget, type Links, manyHeads } from './links';
import { hasFocus, type Panel } from './panel';

/** How much of the weight a drawing shows, and why not all of it. */
export interface DrawingLedger {
  /** Null while nothing is there to be counted. */
  shares: Ledger | null;
  /** What restricts the lines beside the reader's own limit. */
  note: string | null;
  /** The least weight that is drawn now. */
  limit: number;
}

/** Counts the very lines that are drawn, of the rows in question: the queries in focus, else all of the column. */
export function ledgerOf(panel: Panel, links: Links): DrawingLedger {
  const { reading, filters, focus } = panel;
  const queries = focus.queries.length ? focus.queries : [...panel.leftAt.keys()];
  const ready = panel.heads.filter(head => queries.every(query => head.rows.has(query)));
  const n = reading.count;
  const place = (head: number, query: number, key: number) => (head * n + query) * n + key;
  const drawn = new Set(links.links.map(link => place(link.head, link.query, link.key)));
  const ids = ready.map(head => head.id);
  const slot = (id: (typeof ids)[number]) => panel.heads.findIndex(head => sameHead(head.id, id));
  const draws = (id: (typeof ids)[number], query: number, key: number) =>
    drawn.has(place(slot(id), query, key));
  const shares = ids.length && queries.length ? ledger(reading, filters, ids, queries, draws) : null;
  return { shares, note: noteOf(panel, links), limit: links.limit };
}

function noteOf(panel: Panel, links: Links): string | null {
  if (links.cut) return `the ${inkBudget} strongest lines`;
  const { focus, heads } = panel;
  if (hasFocus(panel) && focus.keys.length && heads.length >= manyHeads)
    return focus.keys.length === 1 ? 'only lines to the key in focus' : 'only lines to the keys in focus';
  return null;
}
