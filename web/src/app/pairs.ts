import type { Measuring } from '../controls/Pairs';
import type { CommittedRun, Pair, PairArrival, Summary } from '../reading/pairs';
import type { State } from '../state/state';
import { textsKey } from './effects';
import { isOf } from './readingOf';
import type { Store } from './store';

/** What is known of pairs of prompts with the model that is open. */
export interface PairResults {
  model: string | null;
  /** The run that was made once, with whichever model; undefined until it is here. */
  run: CommittedRun | undefined;
  here: Measuring & { pairs: readonly Pair[]; summary: Summary | null; asked: number };
  own: Measuring & { key: string; pair: Pair | null };
}

const still: Measuring = { stage: null, problem: null };
export const noPairs: PairResults = {
  model: null,
  run: undefined,
  here: { ...still, pairs: [], summary: null, asked: 0 },
  own: { ...still, key: '', pair: null },
};

const sets = 'winobias,winogender';

/** Measures pairs of prompts: those of the data sets, and the one that is open. */
export class PairRuns {
  private abort = new AbortController();
  private loading: Promise<void> | null = null;

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
  }

  /** Asks for the run that was made once. */
  load(): Promise<void> {
    this.loading ??= this.store.client.mediation().then(
      run => this.put({ run }),
      () => {
        this.loading = null;
      },
    );
    return this.loading;
  }

  /** Measures pairs of the data sets; those that are kept come at once. */
  async measure(limit: number | null): Promise<void> {
    const { model, run } = this.store.get().pairs;
    if (!model) return;
    this.cancel();
    const asked = limit ?? run?.count ?? 0; // the run was over all that are bundled
    const set = (change: Partial<PairResults['here']>) =>
      this.put({ here: { ...this.store.get().pairs.here, ...change } });
    set({ ...noPairs.here, stage: 'Asking', asked });
    await this.run({ model, set: sets, limit }, set, arrival => {
      if (arrival.kind === 'pair') set({ pairs: [...this.store.get().pairs.here.pairs, arrival.pair] });
      else if (arrival.kind === 'summary') set({ summary: arrival.summary });
    });
  }

  /** Measures the two texts that are open as a pair of the data sets is measured. */
  async measureOwn(): Promise<void> {
    const { state, reading } = this.store.get();
    const { request, other, outcome } = state;
    if (!request || other === null || !outcome || !isOf(reading, request)) return;
    this.cancel();
    const pair = { she: request.text, he: other, stereo: outcome[1], anti: outcome[0] };
    const set = (change: Partial<PairResults['own']>) =>
      this.put({ own: { ...this.store.get().pairs.own, ...change } });
    set({ stage: 'Asking', problem: null, pair: null, key: ownKey(state) });
    await this.run({ model: request.model, pair }, set, arrival => {
      if (arrival.kind === 'pair') set({ pair: arrival.pair });
    });
  }

  cancel(): void {
    this.abort.abort();
    const { here, own } = this.store.get().pairs;
    this.put({ here: { ...here, stage: null }, own: { ...own, stage: null } });
  }

  private async run(
    asked: Parameters<Store['client']['mediations']>[0],
    set: (change: Partial<Measuring>) => void,
    arrive: (arrival: PairArrival) => void,
  ): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    let pair = ''; // the one under way
    try {
      for await (const arrival of this.store.client.mediations(asked, signal)) {
        if (signal.aborted) return;
        if (arrival.kind === 'progress') {
          const { stage, done, total } = arrival;
          if (stage.startsWith('Measuring')) pair = `${stage}, `;
          set({ stage: stage.startsWith('Measuring') ? stage : `${pair}${stage} ${done} of ${total}` });
        } else arrive(arrival);
      }
      set({ stage: null });
    } catch (wrong) {
      if (!signal.aborted) set({ stage: null, problem: (wrong as Error).message });
    }
  }

  /** Results go with their model, that of the open pair with its texts and outcome. */
  private follow(): void {
    const { state, pairs } = this.store.get();
    const model = state.request?.model ?? null;
    if (model !== pairs.model) {
      this.abort.abort();
      this.put({ ...noPairs, run: pairs.run, model });
    } else if (pairs.own.key && pairs.own.key !== ownKey(state)) {
      if (pairs.own.stage) this.abort.abort();
      this.put({ own: noPairs.own });
    }
  }

  private put(change: Partial<PairResults>): void {
    this.store.set({ pairs: { ...this.store.get().pairs, ...change } });
  }
}

const ownKey = (state: State): string => JSON.stringify([textsKey(state), state.outcome]);
