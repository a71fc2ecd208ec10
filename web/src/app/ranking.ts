import { promptCount } from '../reading/beginning';
import { type Client, ServerGone } from '../reading/client';
import { outcomeName, type Question, type RankingArrival } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { outcomeOf, questionOf } from '../state/outcome';
import type { State } from '../state/state';
import { type Tried, triedText } from '../state/tried';
import { asItIs, type Measured, type RankedHeads, textKey } from './effects';
import type { Numbers } from './numbers';
import { PlainReadings } from './plainReadings';
import { isOf } from './readingOf';
import { countsOf } from './sides';
import type { Store } from './store';

/** What a ranking is of: text, question and outcome. */
export const rankingKey = (request: Request, tried: Tried): string => textKey(request) + triedText(tried);

/**
 * A question tried on all heads of the text, as work. The state says which one; what an address or a step back names is
 * asked for again, and the server sends what it kept.
 */
export class Ranking {
  private abort = new AbortController();
  private number = 0;
  private begun = '';
  /** The server went away in the middle: the rest is asked for when it is back. */
  private waits = false;
  /** The second text whose rows stand beside the effects, or are on their way. */
  private second: Reading | null = null;
  private readonly plain: PlainReadings;
  private readonly texts = new WeakMap<Tried, string | null>();

  constructor(
    private readonly store: Store,
    numbers: Numbers,
    private readonly fail: (wrong: unknown) => void,
    private readonly client: Client = store.client,
  ) {
    this.plain = new PlainReadings(client, numbers);
    store.subscribe(() => this.follow());
  }

  /** Tries a question on every head of the text as it is; goes on where it was tried already. */
  measure(question: Question): void {
    const { state, reading } = this.store.get();
    if (!isOf(reading, state.request)) return;
    const asked = { question, outcome: outcomeOf(state, reading.info.model) };
    const same = state.tried && triedText(state.tried) === triedText(asked);
    const tried = same ? state.tried! : asked;
    this.texts.set(tried, textKey(state.request!));
    this.store.change(s => ({ ...s, tried, cell: 'effect' }));
    this.run(tried);
  }

  cancel(): void {
    this.abort.abort();
    this.waits = false;
    this.set({ stage: null, heads: this.ended() });
  }

  /** Whether the state’s ranking is here, or what is to be done that it is. */
  private follow(): void {
    const { state, reading, measured, job, gone } = this.store.get();
    const { request, tried } = state;
    if (!tried && (measured.heads || this.begun)) this.drop();
    else if (tried && !this.belongs(tried, request)) this.drop();
    if (!request || job || gone || !isOf(reading, request) || !reading.complete) return;
    const now = this.store.get().state;
    if (!now.tried) {
      if (now.cell === 'effect') this.name(now, reading);
    } else if (this.begun !== rankingKey(request, now.tried) || this.waits) this.run(now.tried);
    else this.besides();
  }

  /** What was tried belongs to the text that was there when it was named. */
  private belongs(tried: Tried, request: Request | null): boolean {
    const key = request && textKey(request);
    if (!this.texts.has(tried)) this.texts.set(tried, key);
    return key !== null && this.texts.get(tried) === key;
  }

  private drop(): void {
    this.abort.abort();
    this.begun = '';
    this.waits = false;
    this.set({ heads: null, stage: null, problem: null });
    this.store.correct(s => ({ ...s, tried: null, cell: s.cell === 'effect' ? 'pattern' : s.cell }));
  }

  /** An address may name the question by its fields alone. */
  private name(state: State, reading: Reading): void {
    const { question } = questionOf(state, countsOf(this.store.get(), reading));
    if (!question) return;
    const tried = { question, outcome: outcomeOf(state, reading.info.model) };
    this.store.correct(s => ({ ...s, tried }));
    this.belongs(tried, state.request);
    this.run(tried);
  }

  private async run(tried: Tried): Promise<void> {
    const { state, reading, measured } = this.store.get();
    const request = asItIs(state.request!);
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const key = rankingKey(request, tried);
    this.begun = key;
    this.waits = false;
    const known = measured.heads?.key === key ? measured.heads : null;
    const stage = known ? 'Going on' : 'Reading the text as it is';
    this.set({ stage, problem: null, heads: known && { ...known, ended: false } });
    try {
      if (!known) await this.begin(reading, request, tried, key, signal);
      for await (const arrival of this.client.rankings(request, tried.outcome, tried.question, signal)) {
        if (signal.aborted) return;
        this.arrive(arrival);
      }
      if (signal.aborted) return;
      this.set({ stage: null, heads: this.ended() });
      this.store.set({ said: `All ${this.store.get().measured.heads!.measured} heads are measured` });
    } catch (wrong) {
      if (!signal.aborted) this.broke(wrong);
    }
  }

  private async begin(
    shown: Reading | null,
    request: Request,
    tried: Tried,
    key: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { question, outcome } = tried;
    const { state } = this.store.get();
    const plain = await this.plain.withRows(shown, request, question, state.queries, signal);
    if (signal.aborted) return;
    this.second = null;
    const changes = new Float64Array(plain.info.model.layers * plain.heads).fill(NaN);
    const words = { question: '', outcome: outcomeName(outcome), unit: '' };
    const heads = { id: ++this.number, asked: question, changes, measured: 0, ...words, before: null };
    this.set({ heads: { ...heads, ended: false, key, of: outcome, reading: plain, other: null } });
  }

  private arrive(arrival: RankingArrival): void {
    const known = this.store.get().measured.heads!;
    if (arrival.kind === 'progress') this.set({ stage: arrival.stage });
    else if (arrival.kind === 'ranked') {
      const { outcome, unit, before, question } = arrival;
      this.set({ heads: { ...known, outcome, unit, before, question } });
    } else {
      const { changes } = known;
      const index = arrival.layer * known.reading.heads + arrival.head;
      const fresh = Number.isNaN(changes[index]) ? 1 : 0;
      changes[index] = arrival.change;
      this.set({ heads: { ...known, measured: known.measured + fresh } });
    }
  }

  private broke(wrong: unknown): void {
    const heads = this.ended();
    this.waits = wrong instanceof ServerGone;
    const here = heads ? `${heads.measured} of ${heads.changes.length} heads are here. ` : '';
    const problem = this.waits
      ? `The server is gone. ${here}The others are measured when it is back.`
      : (wrong as Error).message;
    this.set({ stage: null, heads, problem });
    if (this.waits) this.fail(wrong);
  }

  private ended(): RankedHeads | null {
    const { heads } = this.store.get().measured;
    return heads && { ...heads, ended: true };
  }

  /** The rows of the second text whose weights stand beside the effects, as soon as it is there. */
  private async besides(): Promise<void> {
    const { state, other, measured } = this.store.get();
    const { heads } = measured;
    if (!heads || (other && !other.complete)) return;
    const second = other && promptCount(other) === heads.reading.count ? other : null;
    if (second === this.second) return;
    this.second = second;
    const show = (beside: Reading | null) => {
      const { heads: now } = this.store.get().measured;
      if (now?.id === heads.id && this.second === second) this.set({ heads: { ...now, other: beside } });
    };
    try {
      const request = { ...asItIs(state.request!), text: state.other! };
      const beside = second && (await this.plain.of(second, request, this.abort.signal));
      if (beside) await this.plain.rows([heads.reading, beside], heads.asked, state.queries);
      show(beside);
    } catch {
      show(null); // the plot does without
    }
  }

  private set(change: Partial<Measured>): void {
    this.store.set({ measured: { ...this.store.get().measured, ...change } });
  }
}
