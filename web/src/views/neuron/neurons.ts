import type { Reading } from '../../reading/reading';
import { type HeadVectors, type RowTerms, unrotate } from '../../reading/rule';
import type { HeadId, Rule } from '../../reading/types';
import { sees } from '../../reading/weights';
import { headsOf } from '../head/panel';
import type { ViewInput } from '../view';

/** One query of one head, taken apart: all numbers that the view draws. */
export interface Neurons {
  head: HeadId;
  preview: boolean;
  query: number;
  /** The key in question. */
  key: number;
  size: number;
  vectors: HeadVectors;
  rule: Rule | null;
  /** What q·k is multiplied by; 1 where no rule is known. */
  scale: number;
  /** Null where no rule is known: the weights were recorded. */
  terms: RowTerms | null;
  /** q·k, unscaled. */
  products: ArrayLike<number>;
  weights: Float32Array;
  visible(key: number): boolean;
  /** Neurons as they are ordered. */
  order: number[];
  /** q_d · (k_d − mean of k_d over visible keys) · scale: adds up to the score minus the mean score. */
  push: Float64Array;
  meanScore: number;
}

/** Null while the layer has not arrived or holds no queries and keys. */
export function neuronsOf(input: ViewInput): Neurons | null {
  const { reading, state } = input;
  const { ids, preview } = headsOf(input);
  const head = ids[0];
  const vectors = reading.vectors(head);
  if (!vectors) return null;
  const query = queryInQuestion(input);
  const weights = reading.row(head, query);
  if (!weights) return null;
  const rule = reading.info.rules[head[0]];
  const terms = reading.terms(head, query);
  const products = terms?.products ?? plainProducts(vectors, query);
  const visible = (key: number) => (terms ? terms.visible[key] === 1 : sees(reading, head[0], query, key));
  const key = keyInQuestion(input, weights, visible);
  const scale = rule?.scale ?? 1;
  const push = pushOf(vectors, query, key, scale, visible);
  const order = Array.from({ length: vectors.size }, (_, d) => d);
  if (state.order === 'push') order.sort((a, b) => push[b] - push[a] || a - b);
  const seen = [...weights.keys()].filter(visible);
  const meanScore = seen.reduce((sum, k) => sum + products[k] * scale, 0) / Math.max(1, seen.length);
  const { size } = vectors;
  return {
    head,
    preview,
    query,
    key,
    size,
    vectors,
    rule,
    scale,
    terms,
    products,
    weights,
    visible,
    order,
    push,
    meanScore,
  };
}

/** Hovered, else first pinned, else the last token. */
function queryInQuestion({ reading, state, hover }: ViewInput): number {
  if (hover.token?.side === 'query') return hover.token.index;
  return state.queries[0] ?? reading.count - 1;
}

/** Hovered, else pinned, else the one with the largest weight; always one that the query sees. */
function keyInQuestion(
  { state, hover }: ViewInput,
  weights: Float32Array,
  visible: (key: number) => boolean,
): number {
  if (hover.token?.side === 'key' && visible(hover.token.index)) return hover.token.index;
  const pinned = state.keys.find(visible);
  if (pinned !== undefined) return pinned;
  let best = 0;
  for (let key = 1; key < weights.length; key++) if (weights[key] > weights[best]) best = key;
  return best;
}

function plainProducts({ q, k, size, tokens }: HeadVectors, query: number): Float64Array {
  return Float64Array.from({ length: tokens }, (_, key) => {
    let sum = 0;
    for (let d = 0; d < size; d++) sum += q[query * size + d] * k[key * size + d];
    return sum;
  });
}

function pushOf(
  { q, k, size, tokens }: HeadVectors,
  query: number,
  key: number,
  scale: number,
  visible: (key: number) => boolean,
): Float64Array {
  const mean = new Float64Array(size);
  let seen = 0;
  for (let t = 0; t < tokens; t++) {
    if (!visible(t)) continue;
    seen++;
    for (let d = 0; d < size; d++) mean[d] += k[t * size + d];
  }
  return Float64Array.from(
    mean,
    (sum, d) => q[query * size + d] * (k[key * size + d] - sum / Math.max(1, seen)) * scale,
  );
}

/** A vector as it is shown: after rotary positions, or before them. */
export function shownVector(n: Neurons, side: 'q' | 'k', token: number, before: boolean): Float32Array {
  const vector = n.vectors[side].subarray(token * n.size, (token + 1) * n.size);
  return before && n.rule?.rotary ? unrotate(vector, token, n.rule) : vector;
}

export const ordered = (values: ArrayLike<number>, order: readonly number[]): Float32Array =>
  Float32Array.from(order, d => values[d]);

const scales = new WeakMap<Reading, Map<string, number>>();

/** 98th percentile of |q| and |k| over the head: full colour. */
export function vectorScale(reading: Reading, n: Neurons): number {
  let kept = scales.get(reading);
  if (!kept) {
    kept = new Map();
    scales.set(reading, kept);
  }
  const name = n.head.join('.');
  let scale = kept.get(name);
  if (scale === undefined) {
    scale = percentile([...n.vectors.q, ...n.vectors.k]);
    kept.set(name, scale);
  }
  return scale;
}

/** The same of q × k over the keys that the query sees. */
export function productScale(n: Neurons): number {
  const products: number[] = [];
  for (let key = 0; key < n.weights.length; key++) {
    if (!n.visible(key)) continue;
    for (let d = 0; d < n.size; d++)
      products.push(n.vectors.q[n.query * n.size + d] * n.vectors.k[key * n.size + d]);
  }
  return percentile(products);
}

function percentile(values: number[]): number {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.floor(sizes.length * 0.98)] || 1;
}

/** Mean of q_d · k_d over all queries, by distance from 1 on; keys that are not visible are left out. */
export function byDistance(
  reading: Reading,
  n: Neurons,
  neuron: number,
  most: number,
): { mean: number; count: number }[] {
  const { q, k, size, tokens } = n.vectors;
  return Array.from({ length: Math.min(most, tokens - 1) }, (_, i) => {
    const distance = i + 1;
    let sum = 0;
    let count = 0;
    for (let query = distance; query < tokens; query++) {
      if (!sees(reading, n.head[0], query, query - distance)) continue;
      sum += q[query * size + neuron] * k[(query - distance) * size + neuron];
      count++;
    }
    return { mean: count ? sum / count : 0, count };
  });
}
