import type { Arrival, Assembly } from '../reading/assemble';
import { Refusal, ServerGone } from '../reading/client';
import type { Reading } from '../reading/reading';
import type { Edit, HeadId, Request } from '../reading/types';
import { fromAddress } from '../state/address';
import { fit, initial, plain, type State, samePins } from '../state/state';
import type { WordList } from '../words/lists';
import { Answers } from './answers';
import { Effects } from './effects';
import { Keeper } from './keeper';
import { Numbers } from './numbers';
import { Prefill } from './prefill';
import { Ranking } from './ranking';
import { SecondText } from './second';
import type { Store } from './store';
import { keepLists, keptLists, listsOf, measurePronoun } from './words';
import { withToken } from './writing';

/** The address of the page without a text. */
const startPage = '#start';

type Arrivals = AsyncGenerator<{ arrival: Arrival; assembly: Assembly }>;

/** Readings as work: asked for, arriving, cancelled, found again after the server was gone. */
export class Session {
  private abort = new AbortController();
  /** Heads were chosen by the reader or the address: another text keeps them. */
  private chosen = false;
  private typing = false;
  readonly second: SecondText;

  readonly ranking: Ranking;
  readonly outcome: Prefill;
  readonly answers: Answers;
  private readonly numbers: Numbers;
  private readonly keeper: Keeper;

  constructor(private readonly store: Store) {
    this.numbers = new Numbers(store.client, reading => this.arrived(reading));
    this.second = new SecondText(store, this.numbers, wrong => this.fail(wrong));
    this.ranking = new Ranking(store, this.numbers, wrong => this.fail(wrong));
    new Effects(store);
    this.outcome = new Prefill(store);
    this.answers = new Answers(store, this.outcome);
    this.keeper = new Keeper(store);
  }

  async begin(): Promise<void> {
    const { state, opensItself } = fromAddress(location.hash);
    this.chosen = !opensItself;
    this.store.set({ state, lists: keptLists() });
    const start = await this.store.client.start();
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
  async navigate(): Promise<void> {
    if (location.hash === startPage) return this.leave();
    const { state } = fromAddress(location.hash);
    const { state: before, reading } = this.store.get();
    const asked = (of: State) => JSON.stringify([of.request, of.file]);
    const same = reading && asked(state) === asked(before);
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
    this.chosen = false;
    this.store.set({ reading: null, state: initial, editing: true, problem: null, why: null });
    this.second.ensure();
  }

  choose(): void {
    this.chosen = true;
    if (this.store.get().why) this.store.set({ why: null });
  }

  /** `typing`: read while the text is being typed; the field stays open. */
  async read(request: Request, typing = false): Promise<void> {
    this.typing = typing;
    const before = this.store.get().state.request;
    if (before && before.model !== request.model) this.chosen = false;
    const { reads, kept } = this.keeper.before(request);
    this.store.change(state => ({ ...state, request: reads, file: null }));
    const arrived = await this.receive(signal => this.store.client.read(reads, signal, typing));
    if (!arrived || !kept || !this.keeper.fits(reads, kept)) return;
    this.keeper.keep(reads);
    await this.read({ ...reads, edits: kept }, typing);
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
    this.chosen = false;
    await this.receive(signal => this.store.client.open(file, signal), true);
  }

  async again(id: string): Promise<void> {
    await this.receive(signal => this.store.client.again(id, signal), true);
  }

  /** The reader's own lists of words, from a file; what is wrong with it is said in place. */
  async takeLists(file: File): Promise<void> {
    try {
      this.setLists(await listsOf(file));
    } catch (wrong) {
      this.store.set({ problem: (wrong as Error).message });
    }
  }

  setLists(lists: readonly WordList[]): void {
    keepLists(lists);
    const categories = lists.map(list => list.category).join(', ');
    this.store.set({
      lists,
      problem: null,
      said: categories ? `Own lists: ${categories}` : 'Built-in lists',
    });
    if (lists.length) this.store.change(state => ({ ...state, marks: true }));
    this.ensure();
  }

  cancel(): void {
    this.abort.abort();
    this.store.set({ job: null, writing: null });
  }

  private async receive(start: (signal: AbortSignal) => Arrivals, file = false): Promise<boolean> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const cancel = () => this.cancel();
    this.store.set({ problem: null, writing: null, job: { stage: 'Reading', done: 0, total: 0, cancel } });
    try {
      for await (const { arrival, assembly } of start(signal)) {
        if (signal.aborted) return false;
        this.arrive(arrival, assembly.reading, file);
      }
      this.store.set({ job: null, gone: false });
      await this.openExample();
      await this.ensure();
      return true;
    } catch (wrong) {
      if (!signal.aborted) this.fail(wrong);
      return false;
    }
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
    } else if (arrival.kind === 'layer' && job) {
      const total = reading!.info.model.layers;
      this.store.set({ job: { ...job, stage: 'Reading layer', done: arrival.layer + 1, total } });
    } else if (arrival.kind === 'measures') this.opening(reading!);
  }

  private opening(reading: Reading): void {
    if (this.chosen) return;
    const { layer, head, query, why } = reading.measures!.opening;
    this.store.change(state =>
      fit({ ...state, heads: [[layer, head]], queries: [query], keys: [] }, reading),
    );
    this.store.set({ why });
  }

  /** An example names a link: its strongest head of all is opened instead. */
  private async openExample(): Promise<void> {
    const { reading, start, state } = this.store.get();
    const { request } = state;
    const link = start?.examples.find(e => e.text === request?.text && e.model === request.model)?.link;
    if (this.chosen || !reading || !link) return;
    const [query, key] = link.map(word => reading.info.tokens.findLastIndex(t => t.text.trim() === word));
    if (query < 0 || key < 0) return;
    this.store.change(s => ({ ...s, queries: [query] }));
    await this.ensure();
    const rows = reading.rows.get(query);
    if (!rows || this.store.get().reading !== reading) return;
    const count = reading.info.model.layers * reading.heads;
    const weight = (i: number) => rows[i * reading.count + key];
    let best = 0;
    for (let i = 1; i < count; i++) if (weight(i) > weight(best)) best = i;
    const head: HeadId = [Math.floor(best / reading.heads), best % reading.heads];
    this.store.change(s => ({ ...s, heads: [head] }));
    this.store.set({ why: `highest of ${count} for “${link[0]}” → “${link[1]}”` });
  }

  private fail(wrong: unknown): void {
    this.store.set({ job: null, writing: null });
    if (wrong instanceof ServerGone) {
      const { gone } = this.store.get();
      this.store.set({ gone: true, problem: wrong.message });
      if (!gone) setTimeout(() => this.reconnect(), 1000);
    } else this.store.set({ problem: wrong instanceof Error ? wrong.message : String(wrong) });
  }

  private async reconnect(): Promise<void> {
    if (!this.store.get().gone) return;
    try {
      const start = await this.store.client.start();
      this.store.set({ start, gone: false, problem: null });
      const { request } = this.store.get().state;
      if (!this.store.get().reading?.complete && request) await this.read(request);
      else await this.ensure();
    } catch {
      setTimeout(() => this.reconnect(), 1000);
    }
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

  private async ask(reading: Reading, numbers: Promise<void>[]): Promise<void> {
    try {
      await Promise.all(numbers);
    } catch (wrong) {
      if (this.store.get().reading !== reading) return;
      const { request } = this.store.get().state;
      if (wrong instanceof Refusal && wrong.status === 410 && request) await this.read(request);
      else this.fail(wrong);
    }
  }
}
