/** What a server says about a model; see docs/wire.md. */
export interface ModelInfo {
  name: string;
  family: string;
  layers: number;
  heads: number;
  keyValueHeads: number;
  headSize: number;
  width: number;
  positions: number;
  vocabulary: number;
  precision: string;
  head: 'next' | 'at-position' | 'none';
  causal: boolean;
  takesPairs: boolean;
  license: string | null;
  note?: string | null;
}

export interface Token {
  id: number;
  piece: string;
  text: string;
  start: number;
  end: number;
  source: 'text' | 'pair' | 'added' | 'generated';
}

/** All that stands between q·k and the pattern of a layer; see docs/reading-format.md. */
export interface Rule {
  scale: number;
  soft_cap: number | null;
  causal: boolean;
  window: number | null;
  bias: { values: number[][]; center: number } | null;
  sinks: number[] | null;
  rotary: { frequencies: number[]; factor: number } | null;
}

export interface ReadingInfo {
  id: string;
  model: ModelInfo;
  text: string;
  pair: string | null;
  options: string;
  source: 'model' | 'file';
  tokens: Token[];
  /** Tokens that heads park weight on: the first one, or [CLS] and [SEP]. */
  parked: number[];
  rules: (Rule | null)[];
  queriesAndKeys: boolean;
  warnings: string[];
  edits: { json: Edit[]; words: string[] };
  /** The last tokens, where the model wrote them. */
  generated: Generated[];
  /** Why the writing ended. */
  ended: string | null;
}

/** A layer's heads in blocks × blocks squares, as bytes of √w: [shown, hidden, rescaled][head][row][column]. */
export interface LayerBlocks {
  blocks: number;
  bytes: Uint8Array;
  /** Share of all weight on parked keys, by head. */
  parked: number[];
}

export interface Measure {
  name: string;
  meaning: string;
  /** By layer · heads + head; null where the measure is undefined. */
  values: (number | null)[];
  chances: (number | null)[];
  counts: (number | null)[];
}

export interface Prediction {
  text: string;
  piece: string;
  id: number;
  probability: number;
}

export interface Opening {
  layer: number;
  head: number;
  query: number;
  key: number;
  why: string;
}

export interface Measures {
  measures: Measure[];
  opening: Opening;
  predictions: Prediction[];
  predictedFrom: number;
}

/** Layer and head, both from 0. */
export type HeadId = readonly [layer: number, head: number];

/** How a model goes on with a text. */
export interface Generate {
  tokens: number;
  /** 0: the most probable token each time. */
  temperature: number;
  topK: number | null;
  topP: number | null;
  seed: number;
  ignoreEnd: boolean;
}

/** A token that the model wrote. */
export interface Generated extends Prediction {
  index: number;
  alternatives: Prediction[];
}

/** A change to a run; docs/edits.md has the kinds and their fields. */
export interface Edit {
  edit: 'mean' | 'scale' | 'cut' | 'force' | 'pattern' | 'replace';
  /** `L9H3`, `L9`, `all`. */
  heads: string;
  [field: string]: unknown;
}

export interface Request {
  model: string;
  text: string;
  pair: string | null;
  specialTokens: boolean;
  startToken: boolean;
  edits: readonly Edit[];
  generate: Generate | null;
}
