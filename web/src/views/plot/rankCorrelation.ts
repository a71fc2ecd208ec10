/** How well the order of one quantity tells the order of another. */
export interface RankCorrelation {
  /** Spearman's ρ: Pearson's correlation of the ranks, equal values sharing their mean rank. */
  value: number;
  /** Its 95 % interval. */
  low: number;
  high: number;
  count: number;
}

/** As src/Headlight/Analysis/RankCorrelation.cs: Fisher's interval with the variance of Bonett and Wright 2000. */
export function rankCorrelation(first: readonly number[], second: readonly number[]): RankCorrelation {
  const count = first.length;
  if (count !== second.length) throw new Error(`${count} and ${second.length} numbers are no pairs.`);
  const known = count > 0 && ![...first, ...second].some(Number.isNaN);
  const value = known ? pearson(ranks(first), ranks(second)) : NaN;
  if (count < 4) return { value, low: NaN, high: NaN, count };
  const half = 1.959964 * Math.sqrt((1 + (value * value) / 2) / (count - 3));
  const z = Math.atanh(value);
  return { value, low: Math.tanh(z - half), high: Math.tanh(z + half), count };
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const all = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) all[order[i]] = (start + end - 1) / 2;
    start = end;
  }
  return all;
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}
