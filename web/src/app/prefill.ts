import { parting } from '../reading/answer';
import type { Reading } from '../reading/reading';
import type { State } from '../state/state';
import { textKey } from './effects';
import type { Snapshot, Store } from './store';

type Outcome = NonNullable<State['outcome']>;

/**
 * Names the outcome of two texts that were gone on with: the odds of the second's continuation against the first's,
 * where they part. What the page named goes with its texts; what the reader named stays.
 */
export class Prefill {
  private filled: { key: string; outcome: Outcome } | null = null;

  constructor(private readonly store: Store) {
    store.subscribe(() => this.follow());
  }

  /** An outcome that belongs to the texts that are open. */
  put(outcome: Outcome, whole = false): void {
    this.filled = { key: keyOf(this.store.get().state), outcome };
    this.store.correct(state => ({ ...state, outcome, whole }));
  }

  private follow(): void {
    const snapshot = this.store.get();
    const { outcome } = snapshot.state;
    if (outcome && this.filled?.outcome === outcome && this.filled.key !== keyOf(snapshot.state)) {
      this.filled = null;
      this.store.correct(state => ({ ...state, outcome: null, whole: false }));
    } else if (!outcome) {
      const parted = partingOf(snapshot);
      if (parted) this.put(parted);
    }
  }
}

const keyOf = ({ request, other }: State): string => (request ? `${textKey(request)} ${other}` : '');

/** Where what both texts as they are go on with parts; null where it does not, or is not written yet. */
function partingOf({ reading, other, state, job }: Snapshot): Outcome | null {
  if (job || !reading || !other || state.other === null || !state.request) return null;
  const plain = (text: Reading) => text.complete && !text.info.edits.json.length;
  if (state.request.edits.length || !plain(reading) || !plain(other)) return null;
  const parted = parting(other.info.generated, reading.info.generated);
  return parted?.some(text => text.includes('|')) ? null : parted;
}
