import type { ModelInfo } from '../reading/types';

interface Props {
  head: ModelInfo['head'];
  outcome: readonly [string, string] | null;
  /** The text that sentences are compared with. */
  like: string;
  onOutcome(outcome: readonly [string, string] | null): void;
  onLike(like: string | null): void;
}

/** What is measured, editable in place. */
export function OutcomeFields({ head, outcome, like, onOutcome, onLike }: Props) {
  if (head === 'none')
    return (
      <label class="field wide">
        <span>cosine similarity with</span>
        <input
          type="text"
          name="like"
          value={like}
          onChange={e => onLike(e.currentTarget.value === '' ? null : e.currentTarget.value)}
        />
      </label>
    );
  const [first, second] = outcome ?? ['', ''];
  const set = (a: string, b: string) => {
    const [x, y] = [a, b].map(text => text.replaceAll('|', ''));
    onOutcome(x.trim() || y.trim() ? [x, y] : null);
  };
  const what = head === 'at-position' ? 'word' : 'continuation';
  return (
    <fieldset class="field">
      <legend>measured: odds of two {what}s; both empty: KL of the next word</legend>
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
    </fieldset>
  );
}
