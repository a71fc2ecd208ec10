import type { Reading } from './reading';
import { isVisible } from './rule';
import type { HeadId } from './types';

export type ParkedMode = 'shown' | 'hidden' | 'rescaled';
export type PairFilter = 'all' | 'aa' | 'ab' | 'ba' | 'bb';

/** What is left out of a row before it is drawn. */
export interface Filters {
  parked: ParkedMode;
  pair: PairFilter;
}

/** One query's weights after the filters. weights + hidden + outside add up to the row. */
export interface FilteredRow {
  weights: Float32Array;
  /** Weight on parked keys that is not shown. */
  hidden: number;
  /** Weight on keys the pair filter leaves out. */
  outside: number;
}

/** 0 for the first text (and [CLS]), 1 for the second. */
export function sentenceOf(reading: Reading, token: number): 0 | 1 {
  const { tokens } = reading.info;
  if (tokens[token].source === 'added') {
    // [CLS] and the first [SEP] go with the first text, the last [SEP] with the second.
    for (let i = token - 1; i >= 0; i--)
      if (tokens[i].source !== 'added') return tokens[i].source === 'pair' ? 1 : 0;
    return 0;
  }
  return tokens[token].source === 'pair' ? 1 : 0;
}

export function queryPasses(reading: Reading, pair: PairFilter, query: number): boolean {
  return pair === 'all' || 'ab'.indexOf(pair[0]) === sentenceOf(reading, query);
}

export function keyPasses(reading: Reading, pair: PairFilter, key: number): boolean {
  return pair === 'all' || 'ab'.indexOf(pair[1]) === sentenceOf(reading, key);
}

/** A row as it is drawn; null while its layer has not arrived. Zeros for a query the pair filter leaves out. */
export function filteredRow(
  reading: Reading,
  filters: Filters,
  head: HeadId,
  query: number,
): FilteredRow | null {
  const row = reading.row(head, query);
  if (!row) return null;
  if (filters.parked === 'shown' && filters.pair === 'all') return { weights: row, hidden: 0, outside: 0 };
  const weights = new Float32Array(row.length);
  const parked = new Set(filters.parked === 'shown' ? [] : reading.info.parked);
  const passes = queryPasses(reading, filters.pair, query);
  let hidden = 0;
  let outside = 0;
  let rest = 0;
  for (let key = 0; key < row.length; key++) {
    if (!passes || !keyPasses(reading, filters.pair, key)) outside += row[key];
    else if (parked.has(key)) hidden += row[key];
    else {
      weights[key] = row[key];
      rest += row[key];
    }
  }
  if (filters.parked === 'rescaled' && rest > 0) {
    for (let key = 0; key < weights.length; key++) weights[key] /= rest;
  }
  return { weights, hidden, outside };
}

export function sees(reading: Reading, layer: number, query: number, key: number): boolean {
  const rule = reading.info.rules[layer];
  return rule ? isVisible(rule, query, key) : !reading.causal || key <= query;
}

/** Mean weight every key receives over the queries that can see it, and the number of those. */
export interface Received {
  means: Float64Array;
  counts: Uint32Array;
}

/** Over the given queries, or over all of them. */
export function received(
  reading: Reading,
  filters: Filters,
  head: HeadId,
  queries: Iterable<number> = reading.info.tokens.keys(),
): Received | null {
  const means = new Float64Array(reading.count);
  const counts = new Uint32Array(reading.count);
  for (const query of queries) {
    if (!queryPasses(reading, filters.pair, query)) continue;
    const row = filteredRow(reading, filters, head, query);
    if (!row) return null;
    for (let key = 0; key < reading.count; key++) {
      if (!sees(reading, head[0], query, key)) continue;
      means[key] += row.weights[key];
      counts[key]++;
    }
  }
  for (let key = 0; key < means.length; key++) if (counts[key]) means[key] /= counts[key];
  return { means, counts };
}

/** Where the weight of a set of rows goes, as shares that add up to 1; see the line below the drawing. */
export interface Ledger {
  drawn: number;
  /** Too small to be drawn. */
  thin: number;
  /** On parked keys that are not shown. */
  hidden: number;
  /** Outside the chosen pair of texts. */
  outside: number;
}

export function ledger(
  reading: Reading,
  filters: Filters,
  heads: readonly HeadId[],
  queries: readonly number[],
  draws: (head: HeadId, query: number, key: number, weight: number) => boolean,
): Ledger | null {
  const sum = { drawn: 0, thin: 0, hidden: 0, outside: 0 };
  for (const head of heads) {
    for (const query of queries) {
      const row = filteredRow(reading, filters, head, query);
      const all = reading.row(head, query);
      if (!row || !all) return null;
      sum.hidden += row.hidden;
      sum.outside += row.outside;
      for (let key = 0; key < all.length; key++) {
        const w = row.weights[key];
        if (w === 0) continue;
        // Shares are of the head's own weight, also where the row is rescaled.
        if (draws(head, query, key, w)) sum.drawn += all[key];
        else sum.thin += all[key];
      }
    }
  }
  const total = sum.drawn + sum.thin + sum.hidden + sum.outside;
  if (total === 0) return { drawn: 0, thin: 0, hidden: 0, outside: 0 };
  return {
    drawn: sum.drawn / total,
    thin: sum.thin / total,
    hidden: sum.hidden / total,
    outside: sum.outside / total,
  };
}
