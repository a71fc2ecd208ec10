import type { ComponentChildren } from 'preact';
import type { HeadEffects } from '../reading/effects';
import type { State } from '../state/state';
import { Section } from './Section';

type Asked = NonNullable<State['question']>;

interface Props {
  open: boolean;
  onToggle(): void;
  question: Asked;
  /** Why it cannot be asked; null where it can. */
  why: string | null;
  /** What the question does to each head, in words. */
  meaning: string;
  outcome: string;
  /** The page shows a changed run: heads are measured without its changes. */
  changedRun: boolean;
  effects: HeadEffects | null;
  /** The effects are of this question: what is not measured is gone on with. */
  goesOn: boolean;
  total: number;
  /** What is being done; null where nothing is. */
  stage: string | null;
  problem: string | null;
  onQuestion(question: Asked): void;
  onMeasure(): void;
  onCancel(): void;
  children: ComponentChildren;
}

const questions: { value: Asked; label: string }[] = [
  { value: 'pattern', label: 'Can it carry the difference?' },
  { value: 'off', label: 'Is it needed?' },
  { value: 'cut', label: 'Does this link matter?' },
];

/** One question, tried on every head. */
export function MeasureHeads(props: Props) {
  const { question, why, effects, total, stage } = props;
  const left = props.goesOn && effects && effects.measured > 0 && effects.measured < total;
  const off = question === 'off' || question === 'zero';
  return (
    <Section
      class="measure-heads"
      heading={`Measure all ${total} heads`}
      open={props.open}
      onToggle={props.onToggle}
    >
      <div class="questions" role="radiogroup" aria-label="What is tried on every head">
        {questions.map(({ value, label }) => (
          <label key={value} class="check">
            <input
              type="radio"
              name="question"
              checked={value === question || (value === 'off' && off)}
              onChange={() => props.onQuestion(value)}
            />
            {label}
          </label>
        ))}
      </div>
      {off && (
        <div class="row">
          <label>
            off is{' '}
            <select
              value={question}
              onChange={e => props.onQuestion(e.currentTarget.value === 'zero' ? 'zero' : 'off')}
            >
              <option value="off">its mean over reference sentences</option>
              <option value="zero">0 (out of distribution)</option>
            </select>
          </label>
        </div>
      )}
      <p class="note">
        {why ?? `In each head in turn: ${props.meaning}. Measured: ${props.outcome}.`}
        {why === null && props.changedRun && ' Of the text as it is, without the changes.'}
      </p>
      <div class="row">
        <button
          type="button"
          class="main"
          disabled={why !== null || stage !== null}
          onClick={props.onMeasure}
        >
          {left && stage === null ? `Go on: ${effects.measured} of ${total} measured` : 'Measure'}
        </button>
        {stage !== null && (
          <>
            <progress value={effects?.measured ?? 0} max={total} aria-label="Heads measured" />
            <button type="button" class="quiet" onClick={props.onCancel}>
              Cancel
            </button>
            <small role="status">
              {effects?.measured ? `${effects.measured} of ${total} heads` : `${stage}…`}
            </small>
          </>
        )}
      </div>
      {props.problem && <p class="wrong">{props.problem}</p>}
      {props.children}
    </Section>
  );
}
