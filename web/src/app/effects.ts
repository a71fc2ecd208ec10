import type { Client } from '../reading/client';
import type { Effect, HeadEffects, Outcome } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { outcomeOf } from '../state/outcome';
import type { State } from '../state/state';
import { isOf } from './readingOf';
import type { Store } from './store';

/** What was tried on all heads; `key` says of which text, `of` which outcome. */
export type RankedHeads = HeadEffects & {
  key: string;
  of: Outcome;
  reading: Reading;
  other: Reading | null;
};

/** What was measured of the text on the page. */
export interface Measured {
  /** What the edits do; `key` says of which request and outcome. Next words come first, `whole` is false then. */
  effect: { key: string; answer: Effect | null; whole: boolean; problem: string | null } | null;
  heads: RankedHeads | null;
  /** A ranking is on its way. */
  stage: string | null;
  problem: string | null;
  /** Why edits are gone that the reader had made. */
  dropped: string | null;
}

export const nothingMeasured: Measured = {
  effect: null,
  heads: null,
  stage: null,
  problem: null,
  dropped: null,
};

/** The text as it is, without what was changed or written. */
export const asItIs = (request: Request): Request => ({ ...request, edits: [], generate: null });

const keys = new WeakMap<Request, string>();

/** Kept: it is asked for at every frame. */
export function textKey(request: Request): string {
  let key = keys.get(request);
  if (key === undefined) {
    key = JSON.stringify(asItIs(request));
    keys.set(request, key);
  }
  return key;
}

/** Of two texts; empty where there is one. */
export const textsKey = ({ request, other }: State): string =>
  request && other !== null ? JSON.stringify([textKey(request), other]) : '';

export function effectKey(state: State, outcome: Outcome): string {
  return JSON.stringify([{ ...state.request, generate: null }, outcome]);
}

/** Asks for what edits do; newer questions end older ones. */
export class Effects {
  private abort = new AbortController();
  private asked = '';

  constructor(
    private readonly store: Store,
    private readonly client: Client = store.client,
  ) {
    store.subscribe(() => this.followEdits());
  }

  /** Edits or outcome changed: what they do is asked for while the changed run of the same text is on its way. */
  private followEdits(): void {
    const { reading, state, measured } = this.store.get();
    const { request } = state;
    if (!request?.edits.length) {
      this.abort.abort();
      this.asked = '';
      if (measured.effect) this.set({ effect: null });
      return;
    }
    if (!reading) return;
    const outcome = outcomeOf(state, reading.info.model);
    const key = effectKey(state, outcome);
    if (key !== this.asked) this.abort.abort();
    if (!reading.complete || !isOf(reading, request) || key === this.asked) return;
    this.asked = key;
    this.abort = new AbortController();
    this.measure({ ...request, generate: null }, outcome, key, this.abort.signal);
  }

  private async measure(request: Request, outcome: Outcome, key: string, signal: AbortSignal) {
    const put = (answer: Effect | null, whole: boolean, problem: string | null = null) =>
      signal.aborted || this.set({ effect: { key, answer, whole, problem } });
    try {
      if (outcome.kind === 'continuations')
        put(await this.client.effects(request, { kind: 'next' }, signal), false);
      put(await this.client.effects(request, outcome, signal), true);
    } catch (wrong) {
      put(null, true, (wrong as Error).message);
    }
  }

  private set(change: Partial<Measured>): void {
    this.store.set({ measured: { ...this.store.get().measured, ...change } });
  }
}
