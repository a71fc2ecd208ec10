import type { Answer } from '../reading/answer';
import { promptCount } from '../reading/beginning';
import { otherFits } from '../state/outcome';
import type { State } from '../state/state';
import { answer } from './answer';
import { textsKey } from './effects';
import type { Prefill } from './prefill';
import { isOf } from './readingOf';
import type { Snapshot, Store } from './store';

/** What became of the question about the two texts that are open. */
export interface Answered {
  /** Of which texts, and of which outcome. */
  texts: string;
  outcome: string;
  runs: Answer | null;
  /** What is being done; null where nothing is. */
  stage: string | null;
  problem: string | null;
}

export const notAnswered: Answered = { texts: '', outcome: '', runs: null, stage: null, problem: null };

/** Asks for the first text with the second's attention while the state says so, and asks again for another outcome. */
export class Answers {
  private abort = new AbortController();

  constructor(
    private readonly store: Store,
    private readonly prefill: Prefill,
  ) {
    store.subscribe(() => this.follow());
  }

  ask(): void {
    this.set(notAnswered);
    this.store.change(state => ({ ...state, answer: true }));
  }

  cancel(): void {
    this.abort.abort();
    this.set(notAnswered);
    this.store.correct(state => ({ ...state, answer: false }));
  }

  private follow(): void {
    const { state, answer: known } = this.store.get();
    const texts = textsKey(state);
    if (known.texts && (known.texts !== texts || !state.answer)) {
      // An answer goes with its texts.
      this.cancel();
    } else if (state.answer && known.outcome !== outcomeKey(state) && isReady(this.store.get())) {
      void this.run(state, texts);
    }
  }

  private async run(state: State, texts: string): Promise<void> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const { request, other } = state;
    this.set({ texts, outcome: outcomeKey(state), runs: null, stage: 'Asking', problem: null });
    const said = (stage: string) => signal.aborted || this.put({ stage });
    try {
      const runs = await answer(this.store.client, request!, other!, state, signal, said);
      // Another outcome that was named meanwhile is asked for next.
      if (signal.aborted || outcomeKey(this.store.get().state) !== outcomeKey(state)) return;
      if (runs.outcome && !state.outcome) this.prefill.put(runs.outcome);
      this.put({ runs, stage: null, outcome: outcomeKey(this.store.get().state) });
      this.store.set({ said: 'What attention does is measured' });
    } catch (wrong) {
      if (!signal.aborted) this.put({ stage: null, problem: (wrong as Error).message });
    }
  }

  private put(change: Partial<Answered>): void {
    this.set({ ...this.store.get().answer, ...change });
  }

  private set(answered: Answered): void {
    this.store.set({ answer: answered });
  }
}

const outcomeKey = ({ outcome, whole }: State): string => JSON.stringify([outcome, whole]);

function isReady({ state, reading, other, job }: Snapshot): boolean {
  const { request } = state;
  if (job || !request || state.other === null) return false;
  if (!isOf(reading, request) || !isOf(other, { ...request, text: state.other })) return false;
  const count = { own: promptCount(reading), other: promptCount(other) };
  return reading.complete && other.complete && otherFits(state.other, count) === null;
}
