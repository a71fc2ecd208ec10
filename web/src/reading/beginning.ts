import { type LayerDetail, Reading } from './reading';
import type { HeadVectors } from './rule';
import type { HeadId, LayerBlocks, Measures, ReadingInfo } from './types';

/** Tokens that were given, before what the model wrote. */
export function promptCount({ info }: Reading): number {
  return info.tokens.length - info.generated.length;
}

/** The text that was given, without what the model wrote. */
export function promptText({ info }: Reading): string {
  const first = info.tokens[info.tokens.length - info.generated.length];
  return first ? info.text.slice(0, first.start) : info.text;
}

export function writtenText(reading: Reading): string {
  return reading.info.text.slice(promptText(reading).length);
}

const kept = new WeakMap<Reading, Map<number, Beginning>>();

/** The first `count` tokens of a text that a model wrote, as a reading: its rows see no later key. */
export function beginning(whole: Reading, count: number): Reading {
  if (count >= whole.count) return whole;
  const known = kept.get(whole) ?? new Map<number, Beginning>();
  kept.set(whole, known);
  let found = known.get(count);
  if (!found) {
    found = new Beginning(whole, count);
    known.set(count, found);
  }
  found.take();
  return found;
}

class Beginning extends Reading {
  override readonly details: Map<number, LayerDetail>;
  override readonly rows: Map<number, Float32Array>;
  private taken: Measures | null = null;

  constructor(
    private readonly whole: Reading,
    count: number,
  ) {
    super(beginningOf(whole.info, count));
    this.details = whole.details;
    this.rows = whole.rows;
  }

  override get blockTokens(): number {
    return this.whole.blockTokens;
  }

  override get inBlocks(): number {
    const blocks = Math.min(32, this.whole.count);
    return startOf(wholeBlocks(blocks, this.whole.count, this.count), blocks, this.whole.count);
  }

  /** What has arrived of the whole since. */
  take(): void {
    const { whole } = this;
    this.complete = whole.complete;
    whole.layers.forEach((layer, i) => {
      if (layer) this.layers[i] ??= firstBlocks(layer, this.heads, whole.count, this.count);
    });
    if (!whole.measures || whole.measures === this.taken) return;
    this.taken = whole.measures;
    const next = whole.info.generated[this.info.generated.length];
    const predictions = next.alternatives.some(other => other.id === next.id)
      ? next.alternatives
      : [...next.alternatives, next];
    this.measures = { ...whole.measures, predictions, predictedFrom: this.count - 1 };
  }

  override row(head: HeadId, query: number): Float32Array | null {
    return this.whole.row(head, query)?.subarray(0, this.count) ?? null;
  }

  override vectors(head: HeadId): HeadVectors | null {
    const all = this.whole.vectors(head);
    if (!all) return null;
    const { q, k, size } = all;
    const [tokens, end] = [this.count, this.count * size];
    return { q: q.subarray(0, end), k: k.subarray(0, end), size, tokens };
  }

  override valueNorm(head: HeadId, key: number): number | null {
    return this.whole.valueNorm(head, key);
  }

  /** From exact rows only: blocks are good enough to draw, not to print. */
  override parkedShare(head: HeadId): number | null {
    let sum = 0;
    for (let query = 0; query < this.count; query++) {
      const row = this.details.has(head[0]) ? this.row(head, query) : null;
      if (!row) return null;
      for (const key of this.info.parked) sum += row[key];
    }
    return sum / this.count;
  }
}

function beginningOf(info: ReadingInfo, count: number): ReadingInfo {
  const written = Math.max(0, count - (info.tokens.length - info.generated.length));
  return {
    ...info,
    text: info.text.slice(0, info.tokens[count].start),
    tokens: info.tokens.slice(0, count),
    parked: info.parked.filter(index => index < count),
    generated: info.generated.slice(0, written),
  };
}

const startOf = (block: number, blocks: number, tokens: number) => Math.floor((block * tokens) / blocks);

/** Blocks that hold none but the first `count` tokens. */
function wholeBlocks(blocks: number, tokens: number, count: number): number {
  let size = 1;
  while (startOf(size + 1, blocks, tokens) <= count) size++;
  return size;
}

/** The blocks that hold none but the first tokens; their share of parked weight is what hiding takes from them. */
function firstBlocks(layer: LayerBlocks, heads: number, all: number, count: number): LayerBlocks {
  const { blocks, bytes } = layer;
  const start = (block: number) => startOf(block, blocks, all);
  const size = wholeBlocks(blocks, all, count);
  const out = new Uint8Array(3 * heads * size * size);
  for (let row = 0; row < 3 * heads * size; row++) {
    const from = (Math.floor(row / size) * blocks + (row % size)) * blocks;
    out.set(bytes.subarray(from, from + size), row * size);
  }
  const weight = (byte: number) => (byte / 255) ** 2;
  const parked = layer.parked.map((_, head) => {
    let sum = 0;
    for (let i = 0; i < size * size; i++) {
      const row = Math.floor(i / size);
      const [shown, hidden] = [0, 1].map(mode => weight(out[(mode * heads + head) * size * size + i]));
      sum += (start(row + 1) - start(row)) * (shown - hidden);
    }
    return sum / start(size);
  });
  return { blocks: size, bytes: out, parked };
}
