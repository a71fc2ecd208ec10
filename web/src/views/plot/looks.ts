import { quoted, type Reading } from '../../reading/reading';

/** How every head looks, as one number each: what stands beside the effects. */
export interface Looks {
  /** In words, for the axis. */
  title: string;
  /** By layer · heads + head. */
  values: Float64Array;
}

const heads = (reading: Reading) => reading.info.model.layers * reading.heads;

/** Weight of links in every head, their sum where there are several; null where their rows have not arrived. */
export function linkLooks(
  reading: Reading,
  queries: readonly number[],
  keys: readonly number[],
): Looks | null {
  const rows = queries.map(query => reading.rows.get(query));
  if (!rows.length || !keys.length || rows.some(row => !row)) return null;
  const values = Float64Array.from({ length: heads(reading) }, (_, head) =>
    rows.reduce((sum, row) => sum + keys.reduce((s, key) => s + row![head * reading.count + key], 0), 0),
  );
  const name = (list: readonly number[]) => list.map(index => quoted(reading, index)).join(', ');
  const what = queries.length * keys.length > 1 ? 'sum of weights' : 'weight of the link';
  return { title: `${what} ${name(queries)} → ${name(keys)}`, values };
}

/** Σ |weight here − weight in the other text| over one row, in every head. No effect: only where heads look. */
export function differenceLooks(reading: Reading, other: Reading, query: number): Looks | null {
  const [a, b] = [reading.rows.get(query), other.rows.get(query)];
  if (!a || !b || a.length !== b.length) return null;
  const values = Float64Array.from({ length: heads(reading) }, (_, head) => {
    let sum = 0;
    for (let i = head * reading.count; i < (head + 1) * reading.count; i++) sum += Math.abs(a[i] - b[i]);
    return sum;
  });
  return { title: `|difference| of weights, sum over row ${quoted(reading, query)}`, values };
}
