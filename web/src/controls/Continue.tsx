import { useState } from 'preact/hooks';
import type { Generate } from '../reading/types';
import { greedy } from '../state/state';
import { generateOf, sameSampling } from '../state/writing';
import { Menu } from './Menu';

interface Props {
  /** How the shown text was gone on with. */
  generate: Generate | null;
  startToken: boolean;
  /** Tokens that were written. */
  written: number;
  onWrite(generate: Generate | null, startToken: boolean): void;
}

const fields = [
  { name: 'tokens', label: 'tokens', note: 'at most', step: '1', min: '1' },
  {
    name: 'temperature',
    label: 'temperature',
    note: '0: the most probable each time',
    step: '0.1',
    min: '0',
  },
  { name: 'topK', label: 'top-k', note: 'empty: all', step: '1', min: '1' },
  { name: 'topP', label: 'top-p', note: 'empty: all', step: '0.05', min: '0' },
  { name: 'seed', label: 'seed', note: 'the same draws the same', step: '1', min: '0' },
] as const;

const typedOf = (given: Generate) => ({
  tokens: String(given.tokens),
  temperature: String(given.temperature),
  topK: String(given.topK ?? ''),
  topP: String(given.topP ?? ''),
  seed: String(given.seed),
});

/** The model goes on with the text; how, is said in a menu beside the button. */
export function Continue({ generate, startToken, written, onWrite }: Props) {
  const [typed, setTyped] = useState(() => typedOf(generate ?? greedy));
  const [start, setStart] = useState(startToken);
  const wanted = generateOf(typed);
  const drawn = Number(typed.temperature) > 0;
  const go = (close?: () => void) => {
    if (!wanted) return;
    close?.();
    const further = generate && start === startToken && sameSampling(wanted, generate);
    onWrite({ ...wanted, tokens: wanted.tokens + (further ? written : 0) }, start);
  };
  return (
    <div class="continue">
      <button type="button" class="plain" disabled={!wanted} onClick={() => go()}>
        Continue
      </button>
      <Menu label="▾" name="How to continue">
        {close => (
          <form
            noValidate
            onSubmit={event => {
              event.preventDefault();
              go(close);
            }}
          >
            {fields.map(({ name, label, note, step, min }) => (
              <label key={name}>
                <span>{label}</span>
                <input
                  type="number"
                  name={name}
                  value={typed[name]}
                  min={min}
                  step={step}
                  disabled={!drawn && /^(topK|topP|seed)$/.test(name)}
                  onInput={event => setTyped({ ...typed, [name]: event.currentTarget.value })}
                />
                <small>{note}</small>
              </label>
            ))}
            <label>
              <span>start token</span>
              <input
                type="checkbox"
                name="start"
                checked={start}
                onChange={event => setStart(event.currentTarget.checked)}
              />
              <small>put before the text</small>
            </label>
            {!wanted && (
              <p class="wrong" role="alert">
                One of the numbers is empty or out of range.
              </p>
            )}
            <button type="submit" class="main" disabled={!wanted}>
              Continue
            </button>
            {written > 0 && (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  close();
                  onWrite(null, startToken);
                }}
              >
                Remove what was written
              </button>
            )}
          </form>
        )}
      </Menu>
    </div>
  );
}
