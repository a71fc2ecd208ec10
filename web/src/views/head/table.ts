import { exact, short } from '../../scales/format';
import type { Table } from '../../scene/scene';
import { type BarRow, type Bars, hasWritten, leftBars, rightBars } from './barData';
import type { Links } from './links';
import { names } from './names';
import type { Panel } from './panel';
import { Targets } from './tips';

/** Lines by query and key, then the bars; what one query or one key gives is a line and a bar and stands once. */
export function tableOf(panel: Panel, links: Links): Table {
  const written = hasWritten(panel);
  const right = rightBars(panel);
  const left = leftBars(panel);
  const rows = [
    ...lineRows(panel, links, lineFilter(panel)),
    ...right.rows.map(row => rightRow(panel, right, row, written)),
    ...(left ? left.rows.map(row => leftRow(panel, row)) : []),
  ];
  const heads = panel.heads.map(head => head.name);
  const columns = ['Query', 'Key', ...heads, ...(written ? ['Written, share of the row'] : [])];
  return { caption: captionOf(panel, heads), columns, rows: rows.filter(row => row.slice(2).some(Boolean)) };
}

function captionOf({ from, filters, preview }: Panel, heads: readonly string[]): string {
  const parked = filters.parked === 'shown' ? '' : `, parked weight ${filters.parked}`;
  return `${preview ? 'Preview of' : 'Weights of'} ${heads.join(', ')}: lines from ${short(from)}${parked}`;
}

/** Bars of a single query or key list its links already. */
function lineFilter({ focus }: Panel): (query: number, key: number) => boolean {
  const [query, key] = [focus.queries, focus.keys].map(list => (list.length === 1 ? list[0] : null));
  return (q, k) => q !== query && k !== key;
}

const cell = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : exact(value);

function lineRows(
  panel: Panel,
  { links }: Links,
  wanted: (query: number, key: number) => boolean,
): string[][] {
  const { quotes } = names(panel.reading);
  const byLink = new Map<string, { query: number; key: number; values: (number | null)[] }>();
  for (const { head, query, key, weight, focused } of links) {
    if (!focused || !wanted(query, key)) continue;
    const place = `${query} ${key}`;
    if (!byLink.has(place)) byLink.set(place, { query, key, values: panel.heads.map(() => null) });
    byLink.get(place)!.values[head] = weight;
  }
  const inOrder = [...byLink.values()].sort((a, b) => a.query - b.query || a.key - b.key);
  return inOrder.map(({ query, key, values }) => [quotes[query], quotes[key], ...values.map(cell)]);
}

function rightRow(panel: Panel, { kind }: Bars, row: BarRow, written: boolean): string[] {
  const { quotes } = names(panel.reading);
  const { queries } = panel.focus;
  const counted = Math.max(...row.counts);
  const mean = kind === 'received' ? `mean of ${counted} queries` : `mean of ${queries.length} tokens`;
  const query = kind === 'weight' && queries.length === 1 ? quotes[queries[0]] : mean;
  const out = [query, quotes[row.token], ...row.values.map(cell)];
  return written ? [...out, cell(new Targets(panel).share(0, queries[0], row.token))] : out;
}

function leftRow(panel: Panel, row: BarRow): string[] {
  const { quotes } = names(panel.reading);
  const { keys } = panel.focus;
  const key = keys.length === 1 ? quotes[keys[0]] : `sum to ${keys.length} tokens`;
  return [quotes[row.token], key, ...row.values.map(cell)];
}
