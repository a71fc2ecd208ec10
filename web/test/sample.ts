import { Reading } from '../src/reading/reading';
import type { Generated, ReadingInfo, Rule, Token } from '../src/reading/types';

/** A small generator of numbers in [0, 1): the same seed gives the same sample everywhere. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

interface Shape {
  tokens?: string[];
  pairFrom?: number;
  /** The last tokens, that the model wrote. */
  written?: number;
  layers?: number;
  heads?: number;
  keyValueHeads?: number;
  size?: number;
  causal?: boolean;
  rule?: Partial<Rule>;
  parked?: number[];
  seed?: number;
}

export const plainRule: Rule = {
  scale: 0.5,
  soft_cap: null,
  causal: true,
  window: null,
  bias: null,
  sinks: null,
  rotary: null,
};

/** A complete reading with made-up queries and keys; blocks and measures agree with its patterns. */
export function sample(shape: Shape = {}): Reading {
  const words = shape.tokens ?? ['The', ' cat', ' sat', '.'];
  const { layers = 2, heads = 2, keyValueHeads = heads, size = 4, causal = true, seed = 1 } = shape;
  const given = words.length - (shape.written ?? 0);
  let end = 0;
  const tokens: Token[] = words.map((text, id) => {
    const start = end;
    if (shape.written) end += text.length;
    const added = /^\[.*\]$/.test(text);
    const second = shape.pairFrom !== undefined && id >= shape.pairFrom;
    return {
      id,
      piece: text,
      text: added ? '' : text,
      start,
      end,
      source: id >= given ? 'generated' : added ? 'added' : second ? 'pair' : 'text',
    };
  });
  const info: ReadingInfo = {
    id: 'sample',
    model: {
      name: 'sample',
      family: 'sample',
      layers,
      heads,
      keyValueHeads,
      headSize: size,
      width: heads * size,
      positions: 2048,
      vocabulary: 100,
      precision: 'F32',
      head: 'next',
      causal,
      takesPairs: false,
      license: null,
    },
    text: words.join(''),
    pair: null,
    options: 'nothing added',
    source: 'model',
    tokens,
    parked: shape.parked ?? [0],
    rules: Array.from({ length: layers }, () => ({ ...plainRule, causal, ...shape.rule })),
    queriesAndKeys: true,
    warnings: [],
    edits: { json: [], words: [] },
    generated: words.slice(given).map((text, index) => written(text, given + index, index)),
    ended: shape.written ? 'the limit is reached' : null,
  };
  const reading = new Reading(info);
  const next = random(seed);
  for (let layer = 0; layer < layers; layer++) {
    const fill = (length: number, scale: number) =>
      Float32Array.from({ length }, () => (next() * 2 - 1) * scale);
    reading.details.set(layer, {
      q: fill(heads * words.length * size, 3),
      k: fill(keyValueHeads * words.length * size, 3),
      norms: fill(heads * words.length, 1).map(Math.abs),
    });
  }
  for (let layer = 0; layer < layers; layer++) reading.layers[layer] = blocksOf(reading, layer);
  reading.measures = measuresOf(reading);
  reading.complete = true;
  return reading;
}

/** A token with what else could have stood there; the second one was drawn, not the most probable. */
function written(text: string, id: number, index: number): Generated {
  const word = { text, piece: text, id, probability: 0.25 };
  const other = { text: ' else', piece: ' else', id: 1000 + index, probability: index === 1 ? 0.5 : 0.125 };
  return { ...word, index, alternatives: index === 1 ? [other] : [word, other] };
}

function blocksOf(reading: Reading, layer: number) {
  const n = reading.count;
  const blocks = Math.min(32, n);
  const start = (b: number) => Math.floor((b * n) / blocks);
  const bytes = new Uint8Array(3 * reading.heads * blocks * blocks);
  const parked: number[] = [];
  for (let head = 0; head < reading.heads; head++) {
    let all = 0;
    for (let query = 0; query < n; query++) {
      for (const key of reading.info.parked) all += reading.row([layer, head], query)![key];
    }
    parked.push(all / n);
    for (let mode = 0; mode < 3; mode++) {
      for (let r = 0; r < blocks; r++) {
        for (let c = 0; c < blocks; c++) {
          let sum = 0;
          for (let query = start(r); query < start(r + 1); query++) {
            const row = reading.row([layer, head], query)!;
            const onParked = reading.info.parked.reduce((s, key) => s + row[key], 0);
            for (let key = start(c); key < start(c + 1); key++) {
              if (mode > 0 && reading.info.parked.includes(key)) continue;
              sum += mode === 2 ? (onParked < 1 ? row[key] / (1 - onParked) : 0) : row[key];
            }
          }
          const w = sum / (start(r + 1) - start(r));
          bytes[((mode * reading.heads + head) * blocks + r) * blocks + c] = Math.floor(
            255 * Math.sqrt(w) + 0.5,
          );
        }
      }
    }
  }
  return { blocks, bytes, parked };
}

function measuresOf(reading: Reading) {
  const count = reading.info.model.layers * reading.heads;
  const numbers = (f: (layer: number, head: number) => number) =>
    Array.from({ length: count }, (_, i) => f(Math.floor(i / reading.heads), i % reading.heads));
  const previous = numbers((layer, head) => {
    let sum = 0;
    for (let query = 1; query < reading.count; query++) sum += reading.row([layer, head], query)![query - 1];
    return sum / Math.max(1, reading.count - 1);
  });
  return {
    measures: [
      {
        name: 'previous',
        meaning: 'mean weight on the token before',
        values: previous,
        chances: previous.map(() => 0.25),
        counts: previous.map(() => reading.count - 1),
      },
      {
        name: 'first',
        meaning: 'mean weight on the first token',
        values: numbers((l, h) => reading.layers[l]!.parked[h]),
        chances: previous.map(() => 0.5),
        counts: previous.map(() => reading.count),
      },
    ],
    opening: { layer: 0, head: 0, query: reading.count - 1, key: 1, why: 'highest of 4 for “.” → “cat”' },
    predictions: [
      { text: ' next', piece: ' next', id: 1, probability: 0.5 },
      { text: ' word', piece: ' word', id: 2, probability: 0.25 },
    ],
    predictedFrom: reading.count - 1,
  };
}
