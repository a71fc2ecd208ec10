import type { Rule } from './types';

/** Queries and keys of one head: row i of `q` starts at i · size; `tokens` counts the keys. */
export interface HeadVectors {
  q: Float32Array;
  k: Float32Array;
  size: number;
  tokens: number;
}

/** What the rule makes of one query: the terms in the order they are added, and the weights. */
export interface RowTerms {
  /** q·k, unscaled; computed for masked keys too. */
  products: Float64Array;
  /** cap(scale · q·k). */
  scaled: Float64Array;
  /** What the rule adds by offset; null where it adds nothing. */
  bias: Float64Array | null;
  /** False where the rule hides the key from the query. */
  visible: Uint8Array;
  weights: Float32Array;
}

export function isVisible(rule: Rule, query: number, key: number): boolean {
  if (rule.causal && key > query) return false;
  return rule.window === null || Math.abs(query - key) < rule.window;
}

/**
 * softmax(cap(scale · q·k) + bias + mask) of one query, as src/Headlight/Attention computes it. `position` is where
 * the query stands among the keys.
 */
export function rowTerms(
  head: HeadVectors,
  rule: Rule,
  headIndex: number,
  query: number,
  position = query,
): RowTerms {
  const { tokens } = head;
  const products = dotProducts(head, query);
  const scaled = new Float64Array(tokens);
  const bias = rule.bias ? new Float64Array(tokens) : null;
  const visible = new Uint8Array(tokens);
  for (let key = 0; key < tokens; key++) {
    const x = products[key] * rule.scale;
    scaled[key] = rule.soft_cap ? rule.soft_cap * Math.tanh(x / rule.soft_cap) : x;
    if (bias) bias[key] = offsetBias(rule.bias!, headIndex, key - position);
    visible[key] = isVisible(rule, position, key) ? 1 : 0;
  }
  const sink = rule.sinks ? rule.sinks[headIndex] : null;
  return { products, scaled, bias, visible, weights: softmax(scaled, bias, visible, sink) };
}

/** Offsets outside the table take its nearest end. */
function offsetBias({ values, center }: NonNullable<Rule['bias']>, head: number, offset: number): number {
  const row = values[head];
  return row[Math.max(0, Math.min(row.length - 1, offset + center))];
}

function dotProducts({ q, k, size, tokens }: HeadVectors, query: number): Float64Array {
  const products = new Float64Array(tokens);
  const q0 = query * size;
  for (let key = 0; key < tokens; key++) {
    let sum = 0;
    const k0 = key * size;
    for (let d = 0; d < size; d++) sum += q[q0 + d] * k[k0 + d];
    products[key] = sum;
  }
  return products;
}

function softmax(
  scaled: Float64Array,
  bias: Float64Array | null,
  visible: Uint8Array,
  sink: number | null,
): Float32Array {
  const n = scaled.length;
  const weights = new Float32Array(n);
  const score = (key: number) => scaled[key] + (bias ? bias[key] : 0);
  let max = sink ?? -Infinity;
  for (let key = 0; key < n; key++) if (visible[key]) max = Math.max(max, score(key));
  if (max === -Infinity) return weights; // nothing in sight: a row of zeros
  let sum = sink === null ? 0 : Math.exp(sink - max);
  for (let key = 0; key < n; key++) if (visible[key]) sum += Math.exp(score(key) - max);
  for (let key = 0; key < n; key++) if (visible[key]) weights[key] = Math.exp(score(key) - max) / sum;
  return weights;
}

/** One vector as it was before rotary positions turned it; pairs are (d, d + size / 2). */
export function unrotate(vector: ArrayLike<number>, position: number, rule: Rule): Float32Array {
  const { rotary } = rule;
  const out = Float32Array.from(vector);
  if (!rotary) return out;
  const half = rotary.frequencies.length;
  for (let d = 0; d < half; d++) {
    const angle = position * rotary.frequencies[d];
    const cos = Math.cos(angle) / rotary.factor;
    const sin = Math.sin(angle) / rotary.factor;
    const a = vector[d];
    const b = vector[d + half];
    out[d] = a * cos + b * sin;
    out[d + half] = b * cos - a * sin;
  }
  return out;
}
