import type { Reading } from '../reading/reading';
import { sameHead } from '../reading/reading';
import type { Generate, HeadId, Request } from '../reading/types';
import type { PairFilter, ParkedMode } from '../reading/weights';
import type { Tried } from './tried';

export type Scale = 'model' | 'heads' | 'neurons';
export type ThemeChoice = 'system' | 'light' | 'dark';

/** All that the reader chose: plain values, the whole of the address. */
export interface State {
  request: Request | null;
  /** A reading opened from a file, by its id. */
  file: string | null;
  scale: Scale;
  /** The order is that of the slots. */
  heads: readonly HeadId[];
  /** Pinned queries and keys. */
  queries: readonly number[];
  keys: readonly number[];
  /** Null until chosen: hidden at model scale, shown elsewhere. */
  parked: ParkedMode | null;
  pair: PairFilter;
  /** Weights below it are not drawn. */
  from: number;
  /** What a cell of the grid shows: a drawing or a measure. */
  cell: 'pattern' | 'lines' | 'matrix' | 'link' | (string & {});
  /** What heads are ranked by. */
  measure: string;
  neuron: number | null;
  order: 'index' | 'push';
  rotary: 'after' | 'before';
  /** First query of the window over a long text. */
  window: number | null;
  theme: ThemeChoice;
  /** The text that this one is compared with; read by the same model, with the same options. */
  other: string | null;
  /** Which of two texts is shown: this one, the other, both, or what differs. */
  side: 'a' | 'b' | 'both' | 'difference';
  /** How many written tokens there are at the step that is shown; null: all. */
  step: number | null;
  /**
   * Two continuations whose odds are measured, the second may be empty; both empty: the next word. Null until they are
   * known: those that two texts go on with, where they part, or the next word.
   */
  outcome: readonly [first: string, second: string] | null;
  /** Means of the odds are over all tokens of a continuation, those that both begin with too: as in the data sets. */
  whole: boolean;
  /** The text that sentences are compared with by their means; null: the other text, or this one. */
  like: string | null;
  /** The first text is also run with the other's patterns, and stands between the two. */
  answer: boolean;
  /** What is tried on every head when all are measured. */
  question: 'off' | 'zero' | 'cut' | 'pattern' | null;
  /** What the ranking of all heads is of; null where there is none. */
  tried: Tried | null;
  /** Marked words are underlined. */
  marks: boolean;
}

export const initial: State = {
  request: null,
  file: null,
  scale: 'heads',
  heads: [[0, 0]],
  queries: [],
  keys: [],
  parked: null,
  pair: 'all',
  from: 0.02,
  cell: 'pattern',
  measure: 'previous',
  neuron: null,
  order: 'index',
  rotary: 'after',
  window: null,
  theme: 'system',
  marks: true,
  other: null,
  side: 'a',
  step: null,
  outcome: null,
  whole: false,
  like: null,
  answer: false,
  question: null,
  tried: null,
};

/** How a text is gone on with until the reader chooses otherwise. */
export const greedy: Generate = {
  tokens: 20,
  temperature: 0,
  topK: null,
  topP: null,
  seed: 0,
  ignoreEnd: false,
};

/** A text as it is read until the reader chooses otherwise. */
export const plain = { specialTokens: true, startToken: false, edits: [], generate: null } as const;

export function parkedMode(state: State): ParkedMode {
  return state.parked ?? (state.scale === 'model' ? 'hidden' : 'shown');
}

/** The filters of what is drawn at the centre. */
export function filtersOf(state: State) {
  return { parked: parkedMode(state), pair: state.pair } as const;
}

/** Selects a head alone. */
export function only(state: State, head: HeadId): State {
  return { ...state, heads: [head] };
}

/** Adds a head, or removes it; the last one stays. */
export function toggleHead(state: State, head: HeadId): State {
  const rest = state.heads.filter(h => !sameHead(h, head));
  if (rest.length === state.heads.length) return { ...state, heads: [...state.heads, head] };
  return rest.length ? { ...state, heads: rest } : state;
}

export function sameHeads(a: readonly HeadId[], b: readonly HeadId[]): boolean {
  return a.length === b.length && a.every((head, i) => sameHead(head, b[i]));
}

/** Every head of a layer. */
export function wholeLayer(state: State, layer: number, heads: number): State {
  return { ...state, heads: Array.from({ length: heads }, (_, head) => [layer, head] as const) };
}

/** Another layer, the same heads of it. */
export function moveLayer(state: State, by: number, layers: number): State {
  const current = state.heads[0][0];
  const next = Math.max(0, Math.min(layers - 1, current + by));
  const heads = state.heads.map(([layer, head]) => [layer === current ? next : layer, head] as const);
  return { ...state, heads: heads.filter((h, i) => heads.findIndex(g => sameHead(g, h)) === i) };
}

/** Pins a token, or releases it; with `add` others stay pinned. */
export function pin(state: State, side: 'query' | 'key', index: number, add: boolean): State {
  const field = side === 'query' ? 'queries' : 'keys';
  const pinned = state[field];
  if (pinned.includes(index))
    return { ...state, [field]: add ? pinned.filter(i => i !== index) : pinned.length > 1 ? [index] : [] };
  return { ...state, [field]: add ? [...pinned, index] : [index] };
}

/** Drops whatever a reading does not have; the rest stays. */
export function fit(state: State, reading: Reading): State {
  const { layers, heads } = reading.info.model;
  const kept = state.heads.filter(([layer, head]) => layer < layers && head < heads);
  const written = reading.info.generated.length;
  const step = state.step !== null && state.step < written ? state.step : null;
  const count = reading.count - (step === null ? 0 : written - step);
  const exists = (index: number) => index < count;
  const pairs = reading.info.tokens.some(token => token.source === 'pair');
  const size = reading.info.model.headSize;
  return {
    ...state,
    step,
    heads: kept.length ? kept : [[0, 0]],
    queries: state.queries.filter(exists),
    keys: state.keys.filter(exists),
    pair: pairs ? state.pair : 'all',
    neuron: state.neuron !== null && state.neuron < size ? state.neuron : null,
    window: state.window !== null && exists(state.window) ? state.window : null,
    scale: state.scale === 'neurons' && !reading.info.queriesAndKeys ? 'heads' : state.scale,
  };
}

/** Pins stay on tokens that are the same in the new text. */
export function samePins(state: State, reading: Reading): State {
  const kept = (index: number) => index < reading.count;
  return { ...state, queries: state.queries.filter(kept), keys: state.keys.filter(kept) };
}
