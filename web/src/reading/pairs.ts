import type { Frame } from './frames';
import { sameHead } from './reading';
import type { HeadId } from './types';

/** A mean with its 95 % interval; null where there is no number. */
export interface Estimate {
  mean: number | null;
  low: number | null;
  high: number | null;
}

/** A pair of prompts and what the attention carries in it; docs/wire.md. */
export interface Pair {
  id: string;
  source: string;
  she: string;
  he: string;
  stereo: string;
  anti: string;
  total: number | null;
  indirect: number | null;
  direct: number | null;
}

export interface HeadSummary {
  layer: number;
  head: number;
  indirect: Estimate;
  corrected: number | null;
  weightChange: Estimate;
}

/** What a set of pairs says together. */
export interface Summary {
  count: number;
  total: Estimate;
  indirect: Estimate;
  direct: Estimate;
  median: number | null;
  positive: number | null;
  throughAttention: Estimate | null;
  looksAgainstMatters: { value: number | null; low: number | null; high: number | null; count: number };
  heads: HeadSummary[];
}

/** The run over all bundled pairs that was made once. */
export interface CommittedRun extends Summary {
  model: string;
  date: string;
  machine: string;
  pairs: Pair[];
}

export type PairArrival =
  | { kind: 'progress'; stage: string; done: number; total: number }
  | { kind: 'pair'; pair: Pair }
  | { kind: 'summary'; summary: Summary };

/** A frame of pairs being measured. An `error` frame throws its sentence. */
export function pairArrival({ header }: Frame): PairArrival | null {
  const { frame, ...rest } = header as Record<string, unknown>;
  if (frame === 'error') throw new Error(String(rest.message));
  if (frame === 'progress')
    return { kind: 'progress', ...(rest as { stage: string; done: number; total: number }) };
  if (frame === 'pair') return { kind: 'pair', pair: rest as unknown as Pair };
  return frame === 'summary' ? { kind: 'summary', summary: rest as unknown as Summary } : null;
}

/** What a head carries over a set of pairs; its places by that, and by how differently it looks. */
export function headOverPairs({ heads }: Summary, head: HeadId) {
  const at = heads.findIndex(({ layer, head: index }) => sameHead([layer, index], head));
  if (at < 0) return null;
  const size = ({ weightChange: { mean } }: HeadSummary) => (mean === null ? -1 : Math.abs(mean));
  const own = size(heads[at]);
  const looks = own < 0 ? null : heads.filter(other => size(other) > own).length + 1;
  return { indirect: heads[at].indirect, carries: at + 1, looks, heads: heads.length };
}

/** How many of others lie below a value, 0 to 1; the place of one pair among all. */
export function placeAmong(value: number, others: readonly Pair[]): number {
  const known = others.filter(pair => pair.total !== null);
  return known.filter(pair => pair.total! < value).length / Math.max(1, known.length);
}

/** Between the bars of a distribution of total effects: the first holds what is smaller, the last what is larger. */
export const bounds = [-1, -0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1];

/** The bar that holds a total effect; a bound is in the bar above it. */
export function barOf(total: number): number {
  return bounds.filter(bound => total >= bound).length;
}

/** How many pairs have a total effect in each bar: together all that have a number. */
export function distribution(pairs: readonly Pair[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const { total } of pairs) if (total !== null) counts[barOf(total)]++;
  return counts;
}
