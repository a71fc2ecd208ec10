import { ServerGone } from '../reading/client';
import { type Comparison, comparisonOf } from '../reading/comparison';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { comparisonAtStep } from '../state/writing';
import { queriesOf, stateIn } from '../views/compare';
import type { Numbers } from './numbers';
import type { Openings } from './openings';
import { note } from './readingOf';
import type { Snapshot, Store } from './store';

/** The other text is read as it is: changes are the first one's. */
const secondRequest = (request: Request, text: string): Request => ({ ...request, text, edits: [] });

interface Doors {
  fail(wrong: unknown): void;
  /** Waits for numbers of one of the two readings. */
  ask(reading: Reading, numbers: (exact: Numbers) => Promise<void>[]): Promise<void>;
}

/** The second text as work: read when the state names one, dropped when it does not. */
export class SecondText {
  private abort = new AbortController();
  /** What `other` in the store is a reading of, or what was refused. */
  private asked = '';
  private compared: Comparison | null = null;
  /** Tells its own work from the first text's, which has the same place on the page. */
  private readonly cancel = () => this.close();

  constructor(
    private readonly store: Store,
    private readonly openings: Openings,
    private readonly doors: Doors,
  ) {}

  /** Reads the second text, and asks for the numbers that a comparison needs and does not have. */
  async ensure(): Promise<void> {
    if (this.key() !== this.asked) {
      this.follow();
      this.asked = this.key();
      if (this.asked) await this.read(this.abort.signal);
    }
    const { reading, other } = this.store.get();
    if (!reading?.complete || !other?.complete) return;
    const comparison = comparisonOf(reading, other);
    if (comparison !== this.compared) this.openings.differing(comparison);
    this.compared = comparison;
    await this.numbers(reading, other);
  }

  /** Drops what was read where the state names another text, or none. */
  follow(): void {
    if (this.key() === this.asked) return;
    this.abort.abort();
    this.abort = new AbortController();
    this.asked = '';
    this.store.set({ other: null });
    this.rest();
  }

  private rest(): void {
    if (this.store.get().job?.cancel === this.cancel) this.store.set({ job: null });
  }

  private key(): string {
    const { other, request } = this.store.get().state;
    return other === null || !request ? '' : JSON.stringify(secondRequest(request, other));
  }

  /** The server dropped the second text’s reading. */
  again(): Promise<void> {
    this.asked = '';
    return this.ensure();
  }

  /** Opens a second text beside the one that is read. */
  open(text: string): Promise<void> {
    this.openings.fresh = true;
    this.store.change(state => ({ ...state, other: text, side: 'both' }));
    this.store.set({ comparing: false });
    return this.ensure();
  }

  close(): void {
    this.store.change(state => ({ ...state, other: null, side: 'a' }));
    this.store.set({ comparing: false, said: 'One text', problem: null });
    this.rest();
    this.ensure();
  }

  private async read(signal: AbortSignal): Promise<void> {
    const { store } = this;
    const { other, request } = store.get().state;
    const job = { stage: 'Reading the second text', done: 0, total: 0, cancel: this.cancel };
    store.set({ problem: null, job });
    try {
      for await (const { arrival, assembly } of store.client.read(secondRequest(request!, other!), signal)) {
        if (signal.aborted) return;
        const { job: now, arrived } = store.get();
        if (arrival.kind === 'progress' && now?.cancel === this.cancel)
          store.set({ job: { ...now, ...arrival } });
        if (arrival.kind === 'reading') note(arrival.reading, { ...request!, text: other! });
        store.set({ other: assembly.reading, arrived: arrived + 1 });
      }
      this.rest();
    } catch (wrong) {
      if (signal.aborted) return;
      this.rest();
      store.set({ other: null });
      if (wrong instanceof ServerGone) this.asked = '';
      this.doors.fail(wrong);
    }
  }

  private async numbers(reading: Reading, second: Reading): Promise<void> {
    const { state, hover } = this.store.get();
    const comparison = comparisonAtStep(state, reading, second);
    const layers = new Set([...state.heads, ...(hover.head ? [hover.head] : [])].map(([layer]) => layer));
    const queries = queriesOf(comparison, state);
    const rows = stateIn(comparison, state, 'b').queries;
    await Promise.all([
      this.doors.ask(second, exact => [
        ...[...layers].map(layer => exact.layer(second, layer)),
        ...[...new Set([...rows, ...(queries ? [queries.b] : [])])].map(query => exact.row(second, query)),
      ]),
      this.doors.ask(reading, exact => (queries ? [exact.row(reading, queries.a)] : [])),
    ]);
  }
}

/** True when there is no second text, or all that its comparison needs is here. */
export function secondSettled({ state, reading, other, problem }: Snapshot): boolean {
  if (state.other === null || !state.request) return true;
  if (problem) return true;
  if (!reading?.complete || !other?.complete) return false;
  const queries = queriesOf(comparisonAtStep(state, reading, other), state);
  const rows = !queries || (reading.rows.has(queries.a) && other.rows.has(queries.b));
  return rows && state.heads.every(([layer]) => other.details.has(layer));
}
