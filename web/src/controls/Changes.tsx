import { useState } from 'preact/hooks';
import { headName } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { Section } from './Section';

interface Props {
  open: boolean;
  onToggle(): void;
  heads: readonly HeadId[];
  /** All heads in focus are off. */
  off: boolean;
  /** What was changed, in words. */
  words: readonly string[];
  /** The pinned link and the pinned key, as words; null: not pinned, or words that were written. */
  link: string | null;
  hidden: string | null;
  /** Why the other text’s patterns cannot be taken over; null where they can. */
  otherWhy: string | null;
  /** Why earlier changes are gone. */
  dropped: string | null;
  onOff(zero: boolean): void;
  onScale(factor: number): void;
  onOther(): void;
  onCut(all: boolean): void;
  onHide(all: boolean): void;
  onRemove(index: number): void;
  onClear(): void;
}

/** What can be changed in the run, and what is. */
export function Changes(props: Props) {
  const { heads, words, link, hidden, otherWhy } = props;
  const [factor, setFactor] = useState('0.5');
  const [zero, setZero] = useState(false);
  const who = heads.length > 3 ? `${heads.length} heads` : heads.map(headName).join(', ');
  const these = heads.length > 1 ? 'these heads' : who;
  const number = Number(factor);
  const usable = factor.trim() !== '' && Number.isFinite(number);
  return (
    <Section
      class="changes"
      heading={words.length ? `Changes: ${words.length}` : 'Change the run'}
      open={props.open}
      onToggle={props.onToggle}
    >
      {props.dropped && <p class="note">{props.dropped}</p>}
      {words.length > 0 && (
        <ul>
          {words.map((word, i) => (
            <li key={`${i} ${word}`}>
              <span>{word}</span>
              <button
                type="button"
                class="quiet"
                aria-label={`Undo: ${word}`}
                onClick={() => props.onRemove(i)}
              >
                undo
              </button>
            </li>
          ))}
          {words.length > 1 && (
            <li>
              <button type="button" class="quiet" onClick={props.onClear}>
                Undo all
              </button>
            </li>
          )}
        </ul>
      )}
      <div class="row">
        <span class="label">{who}</span>
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={!props.off}
          aria-label={`${who} on`}
          onClick={() => props.onOff(zero)}
        >
          {props.off ? 'off' : 'on'}
        </button>
        <label>
          off is{' '}
          <select value={zero ? 'zero' : 'mean'} onChange={e => setZero(e.currentTarget.value === 'zero')}>
            <option value="mean">its mean over reference sentences</option>
            <option value="zero">0 (out of distribution)</option>
          </select>
        </label>
      </div>
      <div class="row">
        <label>
          output ×{' '}
          <input
            type="text"
            inputMode="decimal"
            size={5}
            value={factor}
            aria-label={`Factor of the output of ${these}`}
            onInput={e => setFactor(e.currentTarget.value)}
          />
        </label>
        <button type="button" class="act" disabled={!usable} onClick={() => props.onScale(number)}>
          Scale
        </button>
        {number === 0 && usable && <small>out of distribution</small>}
      </div>
      <div class="row">
        <button type="button" class="act" disabled={otherWhy !== null} onClick={props.onOther}>
          Look as in the other text
        </button>
        {otherWhy !== null && <small>{otherWhy}</small>}
      </div>
      <div class="row">
        {link === null ? (
          <small>Pin a word at the left and one at the right to cut their link.</small>
        ) : (
          <Where act={`Cut ${link}`} these={these} on={props.onCut} />
        )}
      </div>
      {hidden !== null && (
        <div class="row">
          <Where act={`Hide ${hidden}`} these={these} on={props.onHide} />
        </div>
      )}
    </Section>
  );
}

function Where({ act, these, on }: { act: string; these: string; on(all: boolean): void }) {
  return (
    <>
      <span>{act}</span>
      <button type="button" class="act" aria-label={`${act} in ${these}`} onClick={() => on(false)}>
        in {these}
      </button>
      <button type="button" class="act" aria-label={`${act} in all heads`} onClick={() => on(true)}>
        in all heads
      </button>
    </>
  );
}
