import { promptCount } from '../reading/beginning';
import type { Client } from '../reading/client';
import { type Effect, type HeadEffects, type Outcome, outcomeName, type Question } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { outcomeOf } from '../state/outcome';
import type { State } from '../state/state';
import type { Numbers } from './numbers';
import type { Store } from './store';

/** What was measured of the text on the page. */
export interface Measured {
  /** What the edits do; `key` says of which request and outcome. */
  effect: { key: string; answer: Effect | null; problem: string | null } | null;
  /** What is tried on all heads; `key` says of which text. */
  heads: (HeadEffects & { key: string; reading: Reading; other: Reading | null }) | null;
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

export const textKey = (request: Request): string => JSON.stringify(asItIs(request));

export function effectKey(state: State, outcome: Outcome): string {
  return JSON.stringify([{ ...state.request, generate: null }, outcome]);
}

/** Asks for what edits do, and for what is tried on all heads; newer questions end older ones. */
export class Effects {
  private abort = new AbortController();
  private ranking = new AbortController();
  private asked = '';
  private number = 0;

  constructor(
    private readonly store: Store,
    private readonly numbers: Numbers,
    private readonly client: Client = store.client,
  ) {
    store.subscribe(() => {
      this.followEdits();
      this.followText();
    });
  }

  /** Edits or outcome changed: what they do is asked for as soon as the changed run is here. */
  private followEdits(): void {
    const { reading, state, job, measured } = this.store.get();
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
    if (job || !reading.complete || key === this.asked) return;
    this.asked = key;
    this.abort = new AbortController();
    this.measure({ ...request, generate: null }, outcome, key, this.abort.signal);
  }

  private async measure(request: Request, outcome: Outcome, key: string, signal: AbortSignal) {
    try {
      const answer = await this.client.effects(request, outcome, signal);
      if (!signal.aborted) this.set({ effect: { key, answer, problem: null } });
    } catch (wrong) {
      if (!signal.aborted) this.set({ effect: { key, answer: null, problem: (wrong as Error).message } });
    }
  }

  /** What was measured belongs to its text. */
  private followText(): void {
    const { state, measured } = this.store.get();
    const key = state.request && textKey(state.request);
    if (!measured.heads || measured.heads.key === key) return;
    this.ranking.abort();
    this.set({ heads: null, stage: null, problem: null });
    this.store.change(s => (s.cell === 'effect' ? { ...s, cell: 'pattern' } : s));
  }

  cancel(): void {
    this.ranking.abort();
    const { heads } = this.store.get().measured;
    this.set({ stage: null, heads: heads && { ...heads, ended: true } });
  }

  /** Tries a question on every head of the text as it is. */
  async measureHeads(asked: Question): Promise<void> {
    const { state, reading } = this.store.get();
    if (!state.request || !reading) return;
    this.ranking.abort();
    this.ranking = new AbortController();
    const { signal } = this.ranking;
    const request = asItIs(state.request);
    const outcome = outcomeOf(state, reading.info.model);
    this.set({ stage: 'Reading the text as it is', problem: null, heads: null });
    try {
      const plain = await this.asItIs(reading, request, signal);
      const changes = new Float64Array(plain.info.model.layers * plain.heads).fill(NaN);
      const { other: second } = this.store.get();
      const other =
        second && promptCount(second) === plain.count
          ? await this.asItIs(second, { ...request, text: state.other! }, signal)
          : null;
      await this.rows(plain, other, asked, state);
      const named = outcomeName(outcome);
      const heads = {
        id: ++this.number,
        asked,
        changes,
        measured: 0,
        question: '',
        outcome: named,
        unit: '',
      };
      const key = textKey(request);
      this.set({ heads: { ...heads, before: null, ended: false, key, reading: plain, other } });
      this.store.change(s => ({ ...s, cell: 'effect' }));
      for await (const arrival of this.client.rankings(request, outcome, asked, signal)) {
        if (signal.aborted) return;
        const known = this.store.get().measured.heads!;
        if (arrival.kind === 'progress') this.set({ stage: arrival.stage });
        else if (arrival.kind === 'ranked') this.set({ heads: { ...known, ...rest(arrival) } });
        else {
          changes[arrival.layer * plain.heads + arrival.head] = arrival.change;
          this.set({ heads: { ...known, measured: known.measured + 1 } });
        }
      }
      const { heads: all } = this.store.get().measured;
      this.set({ stage: null, heads: all && { ...all, ended: true } });
      this.store.set({ said: `All ${changes.length} heads are measured` });
    } catch (wrong) {
      if (!signal.aborted) this.set({ stage: null, problem: (wrong as Error).message });
    }
  }

  /** The reading on the page, where it is of the text as it was given. */
  private asItIs(shown: Reading | null, request: Request, signal: AbortSignal): Promise<Reading> | Reading {
    const plain = shown?.complete && !shown.info.edits.json.length && !shown.info.generated.length;
    return plain ? shown : this.read(request, signal);
  }

  private async read(request: Request, signal: AbortSignal): Promise<Reading> {
    let last: Reading | null = null;
    for await (const { assembly } of this.client.read(request, signal)) last = assembly.reading;
    return last!;
  }

  /** The rows whose weights stand beside the effects. */
  private async rows(plain: Reading, other: Reading | null, asked: Question, state: State): Promise<void> {
    const pinned = state.queries.filter(query => query < plain.count);
    const queries = asked.kind === 'cut' ? (asked.queries ?? []) : pinned.length ? pinned : [plain.count - 1];
    await Promise.all(
      [plain, ...(other ? [other] : [])].flatMap(reading =>
        queries.map(query => this.numbers.row(reading, query)),
      ),
    );
  }

  private set(change: Partial<Measured>): void {
    this.store.set({ measured: { ...this.store.get().measured, ...change } });
  }
}

const rest = ({
  kind: _,
  ...fields
}: { kind: 'ranked' } & Pick<HeadEffects, 'outcome' | 'unit' | 'before' | 'question'>) => fields;
