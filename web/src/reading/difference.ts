import type { Alignment } from './alignment';

type Row = ArrayLike<number>;

/** How differently one query looks in two texts; src/Headlight/Analysis/HeadDifference.cs has the same numbers. */
export interface RowDifference {
  /** Jensen–Shannon divergence in bits, 0 to 1; weight on tokens that stand for none is one more key in each text. */
  divergence: number;
  /** Half the sum of absolute differences, 0 to 1. */
  variation: number;
  /** Share of the weight, of both texts, on tokens that stand for none. */
  unaligned: number;
  /** Place among the pairs where the weights differ most; −1 without pairs. */
  most: number;
}

export function rowDifference(p: Row, q: Row, { pairs, onlyFirst, onlySecond }: Alignment): RowDifference {
  const [onlyP, onlyQ] = [sum(p, onlyFirst), sum(q, onlySecond)];
  let divergence = half(onlyP, 0) + half(onlyQ, 0);
  let variation = onlyP + onlyQ;
  let most = -1;
  let largest = -1;
  pairs.forEach(([k, l], place) => {
    divergence += half(p[k], q[l]);
    const size = Math.abs(p[k] - q[l]);
    variation += size;
    if (size > largest) [most, largest] = [place, size];
  });
  return { divergence, variation: variation / 2, unaligned: (onlyP + onlyQ) / 2, most };
}

/**
 * Difference of differences: (w[k₁] − w[k₂]) in the first text minus the same in the second. Positive: the first text
 * makes the head prefer k₁ more than the second does.
 */
export function contrast(p: Row, q: Row, first: [k1: number, k2: number], second: [k1: number, k2: number]) {
  return p[first[0]] - p[first[1]] - (q[second[0]] - q[second[1]]);
}

/** One key's part of the divergence: ½ p log₂(p/m) + ½ q log₂(q/m), m = (p + q) / 2. */
function half(p: number, q: number): number {
  const mean = (p + q) / 2;
  const part = (w: number) => (w > 0 ? w * Math.log2(w / mean) : 0);
  return (part(p) + part(q)) / 2;
}

function sum(row: Row, keys: readonly number[]): number {
  return keys.reduce((total, key) => total + row[key], 0);
}
