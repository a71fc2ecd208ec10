import type { Reading } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import { type Filters, filteredRow, sees } from '../../reading/weights';
import { areaOpacity } from '../../scales/ramps';
import type { Theme } from '../../scales/theme';

export interface Pixels {
  /** Pixels in a row and in a column. */
  side: number;
  alpha: Uint8ClampedArray;
  /** False where a weight is no number. */
  finite: boolean;
}

const mostKept = 24;
const kept = new WeakMap<Reading, Map<string, Pixels>>();

/** The same pixels give the same object, by which a canvas knows its bitmap again. */
function once(reading: Reading, key: string, make: () => Pixels | null): Pixels | null {
  const known = kept.get(reading) ?? new Map<string, Pixels>();
  kept.set(reading, known);
  const found = known.get(key);
  if (found) return found;
  const made = make();
  if (!made) return null;
  if (known.size >= mostKept) known.delete(known.keys().next().value!);
  known.set(key, made);
  return made;
}

/**
 * A head's pattern in side × side pixels. Where tokens share a pixel it is the mean over its queries of the sum over
 * its keys, so that rows still add up to 1. Null while the layer has not arrived.
 */
export function patternPixels(
  reading: Reading,
  filters: Filters,
  head: HeadId,
  side: number,
  theme: Theme,
): Pixels | null {
  const key = `${head} ${filters.parked} ${filters.pair} ${side} ${theme.name}`;
  return once(reading, key, () => {
    const sums = new Float64Array(side * side);
    const queries = new Uint32Array(side);
    let finite = true;
    for (let query = 0; query < reading.count; query++) {
      const row = filteredRow(reading, filters, head, query);
      if (!row) return null;
      finite &&= reading.row(head, query)!.every(Number.isFinite);
      const block = blockOf(query, reading.count, side);
      queries[block]++;
      addRow(sums, block * side, row.weights, side);
    }
    const alpha = new Uint8ClampedArray(side * side);
    for (let i = 0; i < sums.length; i++)
      alpha[i] = 255 * areaOpacity(Math.min(1, sums[i] / Math.max(1, queries[Math.floor(i / side)])), theme);
    return { side, alpha, finite };
  });
}

function addRow(sums: Float64Array, start: number, weights: Float32Array, side: number): void {
  const n = weights.length;
  for (let key = 0; key < n; key++) sums[start + blockOf(key, n, side)] += weights[key];
}

const blockOf = (token: number, tokens: number, side: number): number => Math.floor((token * side) / tokens);

/** Where queries can see keys at all: the ground of the pattern. */
export function visiblePixels(reading: Reading, layer: number, side: number): Pixels {
  return once(reading, `visible ${layer} ${side}`, () => {
    const alpha = new Uint8ClampedArray(side * side);
    const n = reading.count;
    for (let query = 0; query < n; query++) {
      const start = blockOf(query, n, side) * side;
      for (let key = 0; key < n; key++)
        if (sees(reading, layer, query, key)) alpha[start + blockOf(key, n, side)] = 255;
    }
    return { side, alpha, finite: true };
  })!;
}
