import { type HeadVectors, type RowTerms, rowTerms } from './rule';
import type { HeadId, LayerBlocks, Measures, ReadingInfo } from './types';

/** Exact numbers of one layer: what its patterns are derived from, or the patterns themselves. */
export interface LayerDetail {
  /** [heads, tokens, size] */
  q?: Float32Array;
  /** [key-value heads, tokens, size] */
  k?: Float32Array;
  /** ‖v·W_O‖, [heads, tokens] */
  norms?: Float32Array;
  /** [heads, tokens, tokens], only where no rule derives it. */
  pattern?: Float32Array;
}

/**
 * One text through one model, as far as it has arrived. Patterns are derived from queries, keys and rule when asked
 * for and kept by head.
 */
export class Reading {
  readonly layers: (LayerBlocks | undefined)[];
  readonly details = new Map<number, LayerDetail>();
  /** Weights of one query in every head: [layers, heads, tokens of the whole text]. */
  readonly rows = new Map<number, Float32Array>();
  measures: Measures | null = null;
  complete = false;
  private readonly patterns = new Map<string, Float32Array[]>();

  constructor(readonly info: ReadingInfo) {
    this.layers = new Array(info.model.layers);
  }

  get count(): number {
    return this.info.tokens.length;
  }

  /** Tokens in a block of the layers' drawings: 1 in a short text. */
  get blockTokens(): number {
    return Math.max(1, this.count / 32);
  }

  /** Tokens that the blocks hold. */
  get inBlocks(): number {
    return this.count;
  }

  get heads(): number {
    return this.info.model.heads;
  }

  get causal(): boolean {
    return this.info.model.causal;
  }

  /** Weights from one query to every key, exact; null while the layer has not arrived. */
  row([layer, head]: HeadId, query: number): Float32Array | null {
    const rows = this.rows.get(query);
    if (rows && !this.details.has(layer)) {
      const start = (layer * this.heads + head) * this.count;
      return rows.subarray(start, start + this.count);
    }
    const detail = this.details.get(layer);
    if (!detail) return null;
    const key = `${layer}.${head}`;
    let pattern = this.patterns.get(key);
    if (!pattern) {
      pattern = new Array(this.count);
      this.patterns.set(key, pattern);
    }
    pattern[query] ??= this.derive(detail, layer, head, query);
    return pattern[query];
  }

  /** Every term between q·k and the weights of one query; null where queries and keys are unknown. */
  terms([layer, head]: HeadId, query: number): RowTerms | null {
    const vectors = this.vectors([layer, head]);
    const rule = this.info.rules[layer];
    return vectors && rule ? rowTerms(vectors, rule, head, query) : null;
  }

  vectors([layer, head]: HeadId): HeadVectors | null {
    const detail = this.details.get(layer);
    if (!detail?.q || !detail.k) return null;
    const { heads, keyValueHeads } = this.info.model;
    const size = detail.q.length / (heads * this.count);
    const span = this.count * size;
    const shared = Math.floor(head / (heads / keyValueHeads));
    return {
      q: detail.q.subarray(head * span, (head + 1) * span),
      k: detail.k.subarray(shared * span, (shared + 1) * span),
      size,
      tokens: this.count,
    };
  }

  valueNorm([layer, head]: HeadId, key: number): number | null {
    const norms = this.details.get(layer)?.norms;
    return norms ? norms[head * this.count + key] : null;
  }

  /** Share of all weight on parked keys; null where it is not known. */
  parkedShare([layer, head]: HeadId): number | null {
    return this.layers[layer]?.parked[head] ?? null;
  }

  private derive(detail: LayerDetail, layer: number, head: number, query: number): Float32Array {
    const terms = this.terms([layer, head], query);
    if (terms) return terms.weights;
    const start = (head * this.count + query) * this.count;
    return detail.pattern!.subarray(start, start + this.count);
  }
}

/** `L9H3` */
export function headName([layer, head]: HeadId): string {
  return `L${layer}H${head}`;
}

export function sameHead(a: HeadId | null | undefined, b: HeadId | null | undefined): boolean {
  return !!a && !!b && a[0] === b[0] && a[1] === b[1];
}

/** A token as people read it: blanks and line ends as marks, continuation pieces and stray bytes as such. */
export function tokenLabel(reading: Reading, index: number): string {
  const token = reading.info.tokens[index];
  if (token.source === 'added') return token.piece;
  if (token.piece.startsWith('##')) return `‿${token.piece.slice(2)}`;
  const text = token.text.trim() === '' ? token.text : token.text.trim();
  const marked = text
    .replace(/\r\n|\n|\r/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(/ /g, '␣');
  if (token.text.trim() !== '') return text.replace(/\n|\r/g, '⏎').replace(/\t/g, '⇥');
  return marked || token.piece;
}

/** A sentence that numbers tokens, with their words: `token 8 (“She”)`. */
export function withTokens(reading: Reading, words: string): string {
  return words.replace(/\btoken (\d+)(?=[ ,]|$)/g, (text, index) =>
    Number(index) < reading.count ? `${text} (“${tokenLabel(reading, Number(index))}”)` : text,
  );
}

/** The token and, where its word stands more than once in the text, its position: `“said”, token 9`. */
export function quoted(reading: Reading, index: number): string {
  const label = tokenLabel(reading, index);
  const twice = reading.info.tokens.some((_, i) => i !== index && tokenLabel(reading, i) === label);
  return twice ? `“${label}”, token ${index}` : `“${label}”`;
}
