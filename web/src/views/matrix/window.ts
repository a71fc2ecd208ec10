import type { Filters } from '../../reading/weights';
import { filteredRow, keyPasses, queryPasses, sees } from '../../reading/weights';
import { filtersOf } from '../../state/state';
import { names } from '../head/names';
import { headsOf } from '../head/panel';
import { type Row, tokenRow } from '../head/rows';
import type { ViewInput } from '../view';

export const windowSize = 19;

/** Consecutive queries of a long text, and the one in question among them. */
export interface Window {
  queries: number[];
  middle: number;
}

/** Where the reader put it, else around the pinned query, else the end; a query pointed at elsewhere moves it there. */
export function windowOf({ reading, state, hover }: ViewInput): Window {
  const passing = tokens(reading.count).filter(i => queryPasses(reading, state.pair, i));
  const around = (query: number) => passing.indexOf(query) - Math.floor(windowSize / 2);
  const from = (first: number) => {
    const start = Math.max(0, Math.min(passing.length - windowSize, first));
    return passing.slice(start, start + windowSize);
  };
  const pinned = state.queries.find(i => passing.includes(i));
  const chosen = state.window === null ? -1 : passing.findIndex(i => i >= state.window!);
  const start =
    chosen >= 0 ? chosen : pinned !== undefined && state.window === null ? around(pinned) : Infinity;
  const queries = from(start);
  const hovered = hover.token?.side === 'query' ? hover.token.index : -1;
  if (passing.includes(hovered) && !queries.includes(hovered))
    return { queries: from(around(hovered)), middle: hovered };
  const centre = queries[Math.floor(queries.length / 2)] ?? 0;
  return { queries, middle: pinned !== undefined && queries.includes(pinned) ? pinned : centre };
}

const tokens = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Keys that hold less of the window's weight are not listed. */
const least = 0.008;
const middleCounts = 4;

/** The columns beside the matrix: the window's queries, and the keys that hold their weight, as many as fit. */
export function columnsOf(input: ViewInput, window: Window, most: number): { left: Row[]; right: Row[] } {
  const { reading, state, hover } = input;
  const reach = visibleTo(input, window);
  const keys = tokens(reach).filter(key => keyPasses(reading, state.pair, key));
  const mass = massOf(input, filtersOf(state), window);
  const total = mass.reduce((a, b) => a + b, 0);
  const asked = [...state.keys, ...(hover.token?.side === 'key' ? [hover.token.index] : [])];
  const listed = new Set(asked.filter(key => keys.includes(key)));
  const heavy = keys
    .filter(key => mass[key] >= least * total && mass[key] > 0)
    .sort((a, b) => mass[b] - mass[a]);
  for (const key of heavy) {
    const longer = new Set(listed).add(key);
    // A key between two listed ones takes the place of their gap, so lighter keys may still fit.
    if (rowsOf(keys, longer).length <= most) listed.add(key);
  }
  return { left: window.queries.map(tokenRow), right: withContext(input, rowsOf(keys, listed)) };
}

/** The number of keys that any query of the window can see. */
function visibleTo(input: ViewInput, { queries }: Window): number {
  const { reading } = input;
  const layers = [...new Set(headsOf(input).ids.map(([layer]) => layer))];
  const last = queries[queries.length - 1] ?? 0;
  for (let key = reading.count - 1; key >= 0; key--)
    if (layers.some(layer => sees(reading, layer, last, key))) return key + 1;
  return 0;
}

function massOf(input: ViewInput, filters: Filters, { queries, middle }: Window): Float64Array {
  const mass = new Float64Array(input.reading.count);
  for (const head of headsOf(input).ids) {
    for (const query of queries) {
      const row = filteredRow(input.reading, filters, head, query);
      const factor = query === middle ? middleCounts : 1;
      if (row) for (let key = 0; key < mass.length; key++) mass[key] += row.weights[key] * factor || 0;
    }
  }
  return mass;
}

/** Listed keys in the order of the text; what is left out between them becomes a gap, a single token stays. */
function rowsOf(keys: readonly number[], listed: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  let skipped: number[] = [];
  const close = () => {
    if (skipped.length === 1) rows.push(tokenRow(skipped[0]));
    else if (skipped.length) rows.push({ kind: 'gap', tokens: skipped.length });
    skipped = [];
  };
  for (const key of keys) {
    if (!listed.has(key)) {
      skipped.push(key);
      continue;
    }
    close();
    rows.push(tokenRow(key));
  }
  close();
  return rows;
}

/** One word at each side where the neighbour is not listed. */
function withContext({ reading }: ViewInput, rows: Row[]): Row[] {
  const { labels } = names(reading);
  const there = new Set(rows.map(row => (row.kind === 'token' ? row.token : -1)));
  return rows.map(row => {
    if (row.kind === 'gap') return row;
    const { token } = row;
    const before = there.has(token - 1) ? undefined : labels[token - 1];
    const after = there.has(token + 1) ? undefined : labels[token + 1];
    return { ...row, before, after };
  });
}
