import type { ModelInfo } from '../reading/types';
import { Section } from './Section';

interface Props {
  open: boolean;
  onToggle(): void;
  /** What is measured, in words. */
  name: string;
  head: ModelInfo['head'];
  outcome: readonly [string, string] | null;
  /** The text that sentences are compared with. */
  like: string;
  /** Means of the odds are over all tokens. */
  whole: boolean;
  onOutcome(outcome: readonly [string, string]): void;
  onWhole(whole: boolean): void;
  onLike(like: string | null): void;
}

/** What changes, heads and attention have an effect on: named, and editable in place. */
export function OutcomeFields({ name, open, onToggle, ...fields }: Props) {
  return (
    <Section class="outcome-fields" heading="What is measured" open={open} onToggle={onToggle}>
      <p class="note">{name}</p>
      {fields.head === 'none' ? <Like {...fields} /> : <Odds {...fields} />}
    </Section>
  );
}

type Fields = Pick<Props, 'head' | 'outcome' | 'whole' | 'like' | 'onOutcome' | 'onWhole' | 'onLike'>;

function Like({ like, onLike }: Fields) {
  return (
    <label class="field">
      <span>cosine similarity with</span>
      <input
        type="text"
        name="like"
        value={like}
        onChange={e => onLike(e.currentTarget.value === '' ? null : e.currentTarget.value)}
      />
    </label>
  );
}

function Odds({ head, outcome, whole, onOutcome, onWhole }: Fields) {
  const [first, second] = outcome ?? ['', ''];
  const set = (a: string, b: string) => {
    const [x, y] = [a, b].map(text => text.replaceAll('|', ''));
    onOutcome(x.trim() || y.trim() ? [x, y] : ['', '']);
  };
  const what = head === 'at-position' ? 'word' : 'continuation';
  return (
    <fieldset class="field">
      <legend>log odds of two {what}s</legend>
      <input
        type="text"
        name="first"
        value={first}
        placeholder={head === 'next' ? ' said' : 'she'}
        aria-label={`First ${what}`}
        onChange={e => set(e.currentTarget.value, second)}
      />
      <span>against</span>
      <input
        type="text"
        name="second"
        value={second}
        placeholder={head === 'next' ? ' asked' : 'he'}
        aria-label={`Second ${what}`}
        onChange={e => set(first, e.currentTarget.value)}
      />
      {head === 'next' && second && (
        <label class="check">
          <input type="checkbox" checked={whole} onChange={e => onWhole(e.currentTarget.checked)} />
          means over all tokens, as in the data sets
        </label>
      )}
      {first || second ? (
        <button type="button" class="quiet" onClick={() => onOutcome(['', ''])}>
          KL of the next word instead
        </button>
      ) : (
        <small>both empty: KL of the next word</small>
      )}
    </fieldset>
  );
}
