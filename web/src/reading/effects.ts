import type { Frame } from './frames';

/** What an edit has an effect on; docs/edits.md lists them. */
export type Outcome =
  | { kind: 'next' }
  | { kind: 'continuations'; first: string; second: string | null; whole?: boolean }
  | { kind: 'masked'; first: string; second: string }
  | { kind: 'similarity'; other: string };

/** A next word in both runs. Null: not a finite number. */
export interface WordChange {
  text: string;
  piece: string;
  id: number;
  before: number | null;
  after: number | null;
}

/** What edits do to an outcome and to the next word; docs/wire.md. */
export interface Effect {
  outcome: string;
  unit: string;
  before: number | null;
  after: number | null;
  change: number | null;
  words: WordChange[];
  divergence: number | null;
  /** Of another text as it is; null where none was asked for. */
  beside: { value: number | null; divergence: number | null } | null;
  edits: string[];
}

/** What is tried on each head in turn. */
export type Question =
  | { kind: 'off' }
  | { kind: 'zero' }
  | { kind: 'cut'; queries: readonly number[] | null; keys: readonly number[]; renormalise: boolean }
  | { kind: 'pattern'; of: string };

/** What a question did in every head, as far as it is known. Replaced as a whole at every change. */
export interface HeadEffects {
  /** A number of its own, so that drawings know it again. */
  id: number;
  asked: Question;
  /** By layer · heads + head: the outcome changed minus as it is. NaN: not measured; infinite: no number came out. */
  changes: Float64Array;
  measured: number;
  /** In words. */
  question: string;
  outcome: string;
  unit: string;
  before: number | null;
  /** Nothing more comes. */
  ended: boolean;
}

export type RankingArrival =
  | { kind: 'progress'; stage: string; done: number; total: number }
  | { kind: 'effect'; layer: number; head: number; change: number }
  | { kind: 'ranked'; outcome: string; unit: string; before: number | null; question: string };

/** A frame of a ranking in the making. An `error` frame throws its sentence. */
export function rankingArrival({ header }: Frame): RankingArrival | null {
  const fields = header as unknown as Record<string, never>;
  switch (header.frame) {
    case 'progress':
      return { kind: 'progress', stage: fields.stage, done: fields.done, total: fields.total };
    case 'effect':
      return { kind: 'effect', layer: fields.layer, head: fields.head, change: fields.change ?? Infinity };
    case 'ranked': {
      const { outcome, unit, before, question } = fields;
      return { kind: 'ranked', outcome, unit, before, question };
    }
    case 'error':
      throw new Error(header.message as string);
    default:
      return null;
  }
}

/** The outcome as the server names it. */
export function outcomeName(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'next':
      return 'KL(as it is ‖ changed) of the next word';
    case 'continuations':
      return outcome.second === null
        ? `ln p of “${outcome.first}”, mean over its tokens`
        : `log odds of “${outcome.first}” against “${outcome.second}”, means over ` +
            (outcome.whole ? 'all their tokens' : 'the tokens after they part');
    case 'masked':
      return `log odds of “${outcome.first}” against “${outcome.second}” at the mask`;
    case 'similarity':
      return `cosine similarity with “${outcome.other}”`;
  }
}
