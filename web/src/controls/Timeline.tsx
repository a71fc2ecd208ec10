import { useEffect, useState } from 'preact/hooks';

interface Props {
  step: number;
  count: number;
  /** Why the writing ended. */
  ended: string | null;
  /** What the rows of the newest tokens chose, in words; null after the last token. */
  choice: string | null;
  onStep(step: number): void;
}

/** Milliseconds between two steps while they are played. */
const pace = 500;

/** Goes through what the model wrote, token by token. */
export function Timeline({ step, count, ended, choice, onStep }: Props) {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    if (step >= count) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => onStep(step + 1), pace);
    return () => clearTimeout(timer);
  }, [playing, step, count]);
  const to = (next: number) => {
    setPlaying(false);
    onStep(next);
  };
  const play = () => {
    if (!playing && step >= count) onStep(0);
    setPlaying(!playing);
  };
  return (
    <div class="timeline" role="group" aria-label="What was written, step by step">
      <button
        type="button"
        class="plain"
        aria-label="A token back"
        disabled={step === 0}
        onClick={() => to(step - 1)}
      >
        ‹
      </button>
      <input
        type="range"
        name="step"
        min="0"
        max={count}
        value={step}
        aria-label="Tokens written"
        aria-valuetext={`${step} of ${count} written`}
        onInput={event => to(Number(event.currentTarget.value))}
      />
      <button
        type="button"
        class="plain"
        aria-label="A token on"
        disabled={step === count}
        onClick={() => to(step + 1)}
      >
        ›
      </button>
      <button type="button" class="plain play" onClick={play}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <b>
        {step} of {count} written
      </b>
      <span class="note">{choice ?? (step === count && ended && `ended: ${ended}`)}</span>
    </div>
  );
}
