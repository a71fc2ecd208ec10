import type { Comparison } from '../reading/comparison';
import type { Reading } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { fit, type State } from '../state/state';
import type { Store } from './store';

const queriesOf = ({ queries }: State): string => queries.join();
const pinsOf = (state: State): string => `${queriesOf(state)}|${state.keys}`;

/** The heads and the word that the page shows by itself, as long as the reader chose none. */
export class Openings {
  /** Heads were chosen by the reader or the address: another text keeps them. */
  chosen = false;
  /** A second text was just opened: where nothing is pinned, nothing was released either. */
  fresh = false;
  /** Queries that the page pinned; null: those of an address, also where it has none. */
  private own: string | null = '';
  /** Pins as they were when the page last looked; others are the reader's. */
  private seen = '';

  constructor(private readonly store: Store) {}

  /** A state from an address, or from the page's own lists. */
  begin(chosen: boolean): void {
    this.chosen = chosen;
    this.own = chosen ? null : '';
    this.fresh = false;
  }

  /** A reading begins to arrive. */
  arrives(): void {
    this.seen = pinsOf(this.store.get().state);
  }

  /** The head that the measures of a text name, and its word unless the reader pinned one meanwhile. */
  measured(reading: Reading): void {
    if (this.chosen) return;
    const { layer, head, query, why } = reading.measures!.opening;
    const heads: HeadId[] = [[layer, head]];
    if (this.untouched()) this.pin({ heads, queries: [query], keys: [] }, reading);
    else this.store.change(state => fit({ ...state, heads }, reading));
    this.store.set({ why });
  }

  /** An example names a link: its strongest head of all is opened instead. */
  async example(reading: Reading, rowOf: (query: number) => Promise<void>): Promise<void> {
    const { start, state } = this.store.get();
    const { request } = state;
    const link = start?.examples.find(e => e.text === request?.text && e.model === request.model)?.link;
    if (this.chosen || !link || !this.untouched()) return;
    const [query, key] = link.map(word => reading.info.tokens.findLastIndex(t => t.text.trim() === word));
    if (query < 0 || key < 0) return;
    this.pin({ queries: [query] }, reading);
    await rowOf(query);
    const rows = reading.rows.get(query);
    if (!rows || this.chosen || this.store.get().reading !== reading) return;
    const count = reading.info.model.layers * reading.heads;
    const weight = (i: number) => rows[i * reading.count + key];
    let best = 0;
    for (let i = 1; i < count; i++) if (weight(i) > weight(best)) best = i;
    const head: HeadId = [Math.floor(best / reading.heads), best % reading.heads];
    this.store.change(s => ({ ...s, heads: [head] }));
    this.store.set({ why: `highest of ${count} for “${link[0]}” → “${link[1]}”` });
  }

  /** Two texts are about the word that differs: it is pinned unless the reader pinned or released one. */
  differing(comparison: Comparison): void {
    const { state } = this.store.get();
    const { differingQuery } = comparison;
    const free = queriesOf(state) === this.own || (this.fresh && !state.queries.length);
    this.fresh = false;
    if (!free || differingQuery === null || queriesOf(state) === String(differingQuery)) return;
    this.pin({ queries: [differingQuery] }, comparison.a);
  }

  private untouched(): boolean {
    return pinsOf(this.store.get().state) === this.seen;
  }

  private pin(part: Partial<State>, reading: Reading): void {
    this.store.change(state => fit({ ...state, ...part }, reading));
    const { state } = this.store.get();
    this.own = queriesOf(state);
    this.seen = pinsOf(state);
  }
}
