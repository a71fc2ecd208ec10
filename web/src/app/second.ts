import { Refusal, ServerGone } from '../reading/client';
import { type Comparison, comparisonOf } from '../reading/comparison';
import type { Request } from '../reading/types';
import { queriesOf, stateIn } from '../views/compare';
import type { Numbers } from './numbers';
import type { Snapshot, Store } from './store';

/** The other text is read as it is: changes are the first one's. */
const secondRequest = (request: Request, text: string): Request => ({ ...request, text, edits: [] });

/** The second text as work: read when the state names one, dropped when it does not. */
export class SecondText {
  private abort = new AbortController();
  /** What `other` in the store is a reading of, or what was refused. */
  private asked = '';

  constructor(
    private readonly store: Store,
    private readonly exact: Numbers,
    private readonly fail: (wrong: unknown) => void,
  ) {}

  /** Reads the second text, and asks for the numbers that a comparison needs and does not have. */
  async ensure(): Promise<void> {
    const { state, reading } = this.store.get();
    const { other, request } = state;
    const key = other === null || !request ? '' : JSON.stringify(secondRequest(request, other));
    if (key !== this.asked) {
      this.abort.abort();
      this.abort = new AbortController();
      this.asked = key;
      this.store.set({ other: null });
      if (key) await this.read(this.abort.signal);
    }
    const second = this.store.get().other;
    if (reading?.complete && second?.complete) await this.numbers(comparisonOf(reading, second));
  }

  /** Opens a second text beside the one that is read. */
  open(text: string): Promise<void> {
    this.store.change(state => ({ ...state, other: text, side: 'both' }));
    this.store.set({ comparing: false });
    return this.ensure();
  }

  close(): void {
    this.store.change(state => ({ ...state, other: null, side: 'a' }));
    this.store.set({ comparing: false, said: 'One text', problem: null, job: null });
    this.ensure();
  }

  private async read(signal: AbortSignal): Promise<void> {
    const { store } = this;
    const { other, request } = store.get().state;
    const job = { stage: 'Reading the second text', done: 0, total: 0, cancel: () => this.close() };
    store.set({ problem: null, job });
    try {
      for await (const { arrival, assembly } of store.client.read(secondRequest(request!, other!), signal)) {
        if (signal.aborted) return;
        const { job: now, arrived } = store.get();
        if (arrival.kind === 'progress') store.set({ job: now && { ...now, ...arrival } });
        store.set({ other: assembly.reading, arrived: arrived + 1 });
      }
      store.set({ job: null });
    } catch (wrong) {
      if (signal.aborted) return;
      store.set({ other: null, job: null });
      if (wrong instanceof ServerGone) this.asked = '';
      this.fail(wrong);
    }
  }

  private async numbers(comparison: Comparison): Promise<void> {
    const { state, hover } = this.store.get();
    const layers = new Set([...state.heads, ...(hover.head ? [hover.head] : [])].map(([layer]) => layer));
    const queries = queriesOf(comparison, state);
    const rows = stateIn(comparison, state, 'b').queries;
    const { a, b } = comparison;
    try {
      await Promise.all([
        ...[...layers].map(layer => this.exact.layer(b, layer)),
        ...[...new Set([...rows, ...(queries ? [queries.b] : [])])].map(query => this.exact.row(b, query)),
        ...(queries ? [this.exact.row(a, queries.a)] : []),
      ]);
    } catch (wrong) {
      const { other, reading } = this.store.get();
      if (b !== other || a !== reading) return;
      if (wrong instanceof Refusal && wrong.status === 410) {
        this.asked = '';
        await this.ensure();
      } else this.fail(wrong);
    }
  }
}

/** True when there is no second text, or all that its comparison needs is here. */
export function secondSettled({ state, reading, other, problem }: Snapshot): boolean {
  if (state.other === null || !state.request) return true;
  if (problem) return true;
  if (!reading?.complete || !other?.complete) return false;
  const queries = queriesOf(comparisonOf(reading, other), state);
  const rows = !queries || (reading.rows.has(queries.a) && other.rows.has(queries.b));
  return rows && state.heads.every(([layer]) => other.details.has(layer));
}
