import { received } from '../../reading/weights';
import type { Panel } from './panel';
import type { Row } from './rows';

export interface BarRow {
  /** Row of its column. */
  index: number;
  token: number;
  /** By head; null where it is unknown or over too few queries. */
  values: (number | null)[];
  /** Queries that a mean was taken over, by head. */
  counts: number[];
}

/** `weight`: of the queries in focus; `received`: by a key from all queries; `sum`: of a query to the keys in focus. */
export interface Bars {
  kind: 'weight' | 'received' | 'sum';
  rows: BarRow[];
}

/** Over fewer queries a mean says nothing: the last token's would be its own weight. */
const fewest = 3;

/** Beside the keys: weight from the queries in focus (their mean), else what a key receives from all. */
export function rightBars(panel: Panel): Bars {
  const { queries } = panel.focus;
  if (!queries.length) return receivedBars(panel);
  const rows = barRows(panel.right, token => ({
    values: panel.heads.map(({ condition, rows }) =>
      condition === 'ready' ? sum(queries, query => rows.get(query)!.weights[token]) / queries.length : null,
    ),
    counts: panel.heads.map(() => queries.length),
  }));
  return { kind: 'weight', rows };
}

function receivedBars(panel: Panel): Bars {
  const queries = [...panel.leftAt.keys()];
  const all = panel.heads.map(({ id, condition }) =>
    condition === 'ready' ? received(panel.reading, panel.filters, id, queries) : null,
  );
  const rows = barRows(panel.right, token => ({
    values: all.map(head => (head && head.counts[token] >= fewest ? head.means[token] : null)),
    counts: all.map(head => head?.counts[token] ?? 0),
  }));
  return { kind: 'received', rows };
}

/** Beside the queries: the sum over the keys in focus; null without any. */
export function leftBars(panel: Panel): Bars | null {
  const { keys } = panel.focus;
  if (!keys.length) return null;
  const rows = barRows(panel.left, token => ({
    values: panel.heads.map(({ rows }) => {
      const row = rows.get(token);
      return row ? sum(keys, key => row.weights[key]) : null;
    }),
    counts: panel.heads.map(() => keys.length),
  }));
  return { kind: 'sum', rows };
}

function barRows(rows: readonly Row[], of: (token: number) => Pick<BarRow, 'values' | 'counts'>): BarRow[] {
  return rows.flatMap((row, index) =>
    row.kind === 'token' ? [{ index, token: row.token, ...of(row.token) }] : [],
  );
}

const sum = (items: readonly number[], of: (item: number) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** The mean over the heads whose value is known; null without any. */
export function meanOf({ values }: BarRow): number | null {
  const known = values.filter(value => value !== null);
  return known.length ? sum(known, value => value) / known.length : null;
}

/** Index of the head with the largest value, of those that are not faded; −1 where none is known. */
export function largestOf({ heads }: Panel, { values }: BarRow): number {
  let best = -1;
  values.forEach((value, head) => {
    if (value !== null && !heads[head].faded && (best < 0 || value > values[best]!)) best = head;
  });
  return best;
}

/** A second column, “written”, needs one head, one query and a row with nothing left out. */
export function hasWritten({ heads, focus, filters, part, reading }: Panel): boolean {
  return (
    heads.length === 1 &&
    heads[0].condition === 'ready' &&
    focus.queries.length === 1 &&
    filters.parked === 'shown' &&
    filters.pair === 'all' &&
    !part &&
    reading.valueNorm(heads[0].id, 0) !== null
  );
}
