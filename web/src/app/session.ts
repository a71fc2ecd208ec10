import type { Arrival, Assembly } from '../reading/assemble';
import { Refusal, ServerGone, type Start } from '../reading/client';
import type { Reading } from '../reading/reading';
import type { Edit, HeadId, Request } from '../reading/types';
import { fromAddress } from '../state/address';
import { fit, initial, plain, type State, samePins } from '../state/state';
import { Answers } from './answers';
import { Connection } from './connection';
import { Effects } from './effects';
import { Keeper } from './keeper';
import { Numbers } from './numbers';
import { Openings } from './openings';
import { PairRuns } from './pairs';
import { Prefill } from './prefill';
import { Ranking } from './ranking';
import { note } from './readingOf';
import { SecondText } from './second';
import type { Store } from './store';
import { keptLists, measurePronoun, takeLists } from './words';
import { withToken } from './writing';

/** The address of the page without a text. */
const startPage = '#start';

type Arrivals = AsyncGenerator<{ arrival: Arrival; assembly: Assembly }>;

/** Readings as work: asked for, arriving, cancelled, found again after the server was gone. */
export class Session {
  private abort = new AbortController();
  private typing = false;
  /** What is being read, or was when the server went: begun anew when it is back. */
  private unfinished: (() => Promise<unknown>) | null = null;
  readonly second: SecondText;

  readonly ranking: Ranking;
  readonly outcome: Prefill;
  readonly answers: Answers;
  readonly pairs: PairRuns;
  private readonly numbers: Numbers;
  private readonly keeper: Keeper;
  private readonly openings: Openings;
  private readonly connection: Connection;

  constructor(private readonly store: Store) {
    this.numbers = new Numbers(store.client, reading => this.arrived(reading));
    this.openings = new Openings(store);
    this.connection = new Connection(store, () => (this.unfinished ?? (() => this.ensure()))());
    this.second = new SecondText(store, this.openings, {
      fail: wrong => this.connection.fail(wrong),
      ask: (reading, numbers) => this.ask(reading, numbers(this.numbers)),
    });
    this.ranking = new Ranking(store, this.numbers, wrong => this.connection.fail(wrong));
    new Effects(store);
    this.outcome = new Prefill(store);
    this.answers = new Answers(store, this.outcome);
    this.pairs = new PairRuns(store);
    this.keeper = new Keeper(store);
  }

  async begin(): Promise<void> {
    const { state, opensItself } = fromAddress(location.hash);
    this.openings.begin(!opensItself);
    this.store.set({ state, lists: keptLists() });
    await this.first();
  }

  /** What the address, the command line or nobody asked for. */
  private async first(): Promise<unknown> {
    this.unfinished = () => this.first();
    let start: Start;
    try {
      start = await this.store.client.start();
    } catch (wrong) {
      return this.connection.fail(wrong);
    }
    this.unfinished = null;
    const { state } = this.store.get();
    this.store.set({ start, gone: false });
    if (location.hash === startPage) return this.leave();
    if (state.file) return this.again(state.file);
    if (state.request) {
      this.keeper.keep(state.request);
      return this.read(state.request);
    }
    const { open } = start;
    if (open && 'reading' in open) return this.again(open.reading);
    const text = open && (open.text ?? start.examples.find(e => e.model === open.model)?.text);
    if (open && text) return this.read({ ...open, text, ...plain });
    this.store.set({ editing: true });
  }

  /** The address changed under the page: back, forward, or typed. */
  async navigate(): Promise<unknown> {
    if (location.hash === startPage) return this.leave();
    const { state, opensItself } = fromAddress(location.hash);
    const { state: before, reading } = this.store.get();
    const asked = (of: State) => JSON.stringify([of.request, of.file]);
    const same = reading && asked(state) === asked(before);
    if (!same) this.openings.begin(!opensItself);
    this.store.set({ state: same ? { ...fit(state, reading), step: state.step } : state });
    if (state.file && state.file !== before.file) return this.again(state.file);
    if (state.request && !same) {
      this.keeper.keep(state.request);
      return this.read(state.request);
    }
    return this.ensure();
  }

  /** Back to the start page: no text, examples. */
  private leave(): void {
    this.cancel();
    this.openings.begin(false);
    const { theme } = this.store.get().state;
    this.store.set({ reading: null, state: { ...initial, theme }, editing: true, problem: null, why: null });
    this.second.ensure();
  }

  choose(): void {
    this.openings.chosen = true;
    if (this.store.get().why) this.store.set({ why: null });
  }

  /**
   * `typing`: read while the text is being typed; the field stays open. `rest` is what else changes with the text.
   * False where the text did not arrive, or another one was asked for meanwhile.
   */
  async read(request: Request, typing = false, rest: Partial<State> = {}): Promise<boolean> {
    this.typing = typing;
    const before = this.store.get().state.request;
    if (before && before.model !== request.model) this.openings.chosen = false;
    if (rest.other) this.openings.fresh = true;
    const { reads, kept } = this.keeper.before(request);
    this.store.change(state => ({ ...state, ...rest, request: reads, file: null }));
    this.second.follow();
    const arrived = await this.receive(
      signal => this.store.client.read(reads, signal, typing),
      () => this.read(request, typing),
    );
    if (!arrived || !kept || !this.keeper.fits(reads, kept)) return arrived;
    this.keeper.keep(reads);
    return this.read({ ...reads, edits: kept }, typing);
  }

  /** A text to begin with: nothing that was chosen for the one before stays. */
  example(request: Request, rest: Partial<State>): Promise<boolean> {
    const { theme, marks } = this.store.get().state;
    this.openings.begin(false);
    this.keeper.keep(request);
    this.store.set({ comparing: false, why: null });
    return this.read(request, false, { ...initial, theme, marks, ...rest });
  }

  /** Reads the text again with these changes; heads, pins and scale stay. */
  async edit(edits: readonly Edit[]): Promise<void> {
    const { request } = this.store.get().state;
    if (!request) return;
    this.choose();
    this.keeper.keep(request);
    await this.read({ ...request, edits });
  }

  /** What was read while typing agrees within 1e-4; what stays on the page is read whole. */
  async closeEditor(): Promise<void> {
    this.store.set({ editing: false });
    const { request } = this.store.get().state;
    if (this.typing && request) await this.read(request);
  }

  async open(file: File): Promise<void> {
    this.openings.begin(false);
    await this.receive(
      signal => this.store.client.open(file, signal),
      () => this.open(file),
      true,
    );
  }

  async again(id: string): Promise<void> {
    await this.receive(
      signal => this.store.client.again(id, signal),
      () => this.again(id),
      true,
    );
  }

  /** The reader's own lists of words, from a file, or the built-in ones: null. */
  async takeLists(file: File | null): Promise<void> {
    if (await takeLists(this.store, file)) await this.ensure();
  }

  cancel(): void {
    this.abort.abort();
    this.unfinished = null;
    this.store.set({ job: null, writing: null });
  }

  private async receive(
    start: (signal: AbortSignal) => Arrivals,
    anew: () => Promise<unknown>,
    file = false,
  ): Promise<boolean> {
    this.abort.abort();
    this.abort = new AbortController();
    this.unfinished = anew;
    const { signal } = this.abort;
    const cancel = () => this.cancel();
    this.store.set({ problem: null, writing: null, job: { stage: 'Reading', done: 0, total: 0, cancel } });
    try {
      for await (const { arrival, assembly } of start(signal)) {
        if (signal.aborted) return false;
        this.arrive(arrival, assembly.reading, file);
      }
      if (signal.aborted) return false;
      this.unfinished = null;
      this.store.set({ job: null, gone: false });
    } catch (wrong) {
      if (signal.aborted) return false;
      if (!(wrong instanceof ServerGone)) this.unfinished = null;
      this.connection.fail(wrong);
      return false;
    }
    const { reading } = this.store.get();
    await this.openings.example(reading!, query => this.ask(reading!, [this.numbers.row(reading!, query)]));
    await this.ensure();
    return !signal.aborted;
  }

  private arrive(arrival: Arrival, reading: Reading | null, file: boolean): void {
    const { arrived, job, state } = this.store.get();
    this.store.set({ arrived: arrived + 1 });
    if (arrival.kind === 'progress') {
      this.store.set({ job: job && { ...job, ...arrival } });
    } else if (arrival.kind === 'token') {
      this.store.set({ writing: withToken(this.store.get().writing ?? [], arrival.token) });
    } else if (arrival.kind === 'reading') {
      const { info } = arrival.reading;
      if (state.request && info.source !== 'file') note(arrival.reading, state.request);
      this.store.set({
        reading: arrival.reading,
        writing: null,
        hover: {},
        editing: this.typing && this.store.get().editing,
      });
      this.store.change(() => ({
        ...fit(samePins(state, this.store.get().reading!), arrival.reading),
        file: file && info.source === 'file' ? info.id : null,
        request: info.source === 'file' ? null : state.request,
      }));
      this.openings.arrives();
    } else if (arrival.kind === 'layer' && job) {
      const total = reading!.info.model.layers;
      this.store.set({ job: { ...job, stage: 'Reading layer', done: arrival.layer + 1, total } });
    } else if (arrival.kind === 'measures') this.openings.measured(reading!);
  }

  /** Asks for the exact numbers that the view needs and does not have. */
  async ensure(): Promise<void> {
    const { reading, state, hover } = this.store.get();
    if (!reading?.complete) return;
    const heads: HeadId[] = [...state.heads, ...(hover.head ? [hover.head] : [])];
    await this.ask(reading, [
      ...[...new Set(heads.map(([layer]) => layer))].map(layer => this.numbers.layer(reading, layer)),
      ...state.queries.map(query => this.numbers.row(reading, query)),
    ]);
    await this.measurePronoun(reading);
    await this.second.ensure();
  }

  private async measurePronoun(reading: Reading): Promise<void> {
    const { store } = this;
    const need = (query: number) => this.numbers.row(reading, query).catch(() => {});
    if (await measurePronoun(reading, store.get().lists, need)) this.arrived(reading);
  }

  private arrived(reading: Reading): void {
    const { reading: shown, other, arrived } = this.store.get();
    if (reading === shown || reading === other) this.store.set({ arrived: arrived + 1 });
  }

  /** Waits for numbers of a reading. One that the server dropped is read again, unless another is on its way. */
  private async ask(reading: Reading, numbers: readonly Promise<void>[]): Promise<void> {
    try {
      await Promise.all(numbers);
    } catch (wrong) {
      const { reading: shown, other, state, editing } = this.store.get();
      const dropped = wrong instanceof Refusal && wrong.status === 410;
      if (reading === other) return dropped ? this.second.again() : this.connection.fail(wrong);
      if (reading !== shown || this.unfinished) return;
      if (dropped && state.request) await this.read(state.request, editing);
      else this.connection.fail(wrong);
    }
  }
}
