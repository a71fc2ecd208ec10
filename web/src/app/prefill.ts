import { parting } from '../reading/answer';
import type { Reading } from '../reading/reading';
import type { State } from '../state/state';
import { textsKey } from './effects';
import { isOf } from './readingOf';
import type { Snapshot, Store } from './store';

type Outcome = NonNullable<State['outcome']>;

/**
 * Names the outcome of two texts that were gone on with: the odds of the second's continuation against the first's,
 * where they part. What the page named goes with its texts; what the reader named stays.
 */
export class Prefill {
  /** The texts of each outcome that the page named. */
  private readonly filled = new Map<string, string>();

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
  }

  /** An outcome that belongs to the texts that are open; one that an address cannot hold is left out. */
  put(outcome: Outcome, whole = false): void {
    if (outcome.some(text => text.includes('|'))) return;
    this.filled.set(JSON.stringify(outcome), textsKey(this.store.get().state));
    this.store.correct(state => ({ ...state, outcome, whole }));
  }

  private follow(): void {
    const snapshot = this.store.get();
    const { outcome } = snapshot.state;
    const texts = outcome && this.filled.get(JSON.stringify(outcome));
    if (texts && texts !== textsKey(snapshot.state)) {
      this.store.correct(state => ({ ...state, outcome: null, whole: false }));
    } else if (!outcome) {
      const parted = partingOf(snapshot);
      if (parted) this.put(parted);
    }
  }
}

/** Where what both texts as they are go on with parts; null where it does not, or is not written yet. */
function partingOf({ reading, other, state, job }: Snapshot): Outcome | null {
  const { request } = state;
  if (job || !request || request.edits.length || state.other === null) return null;
  if (!isOf(reading, request) || !isOf(other, { ...request, text: state.other })) return null;
  const plain = (text: Reading) => text.complete && !text.info.edits.json.length;
  return plain(reading) && plain(other) ? parting(other.info.generated, reading.info.generated) : null;
}
