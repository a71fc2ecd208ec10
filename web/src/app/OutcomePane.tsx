import { OutcomeFields } from '../controls/OutcomeFields';
import { outcomeName } from '../reading/effects';
import { outcomeOf } from '../state/outcome';
import type { Parts } from './App';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** The outcome of everything that is measured of the text. */
export function OutcomePane({ store, snapshot, reading, fold }: Props) {
  const { state } = snapshot;
  if (!state.request) return null;
  const outcome = outcomeOf(state, reading.info.model);
  return (
    <OutcomeFields
      {...fold('outcome')}
      name={outcomeName(outcome)}
      head={reading.info.model.head}
      outcome={state.outcome}
      like={outcome.kind === 'similarity' ? outcome.other : ''}
      whole={state.whole}
      onWhole={whole => store.change(s => ({ ...s, whole }))}
      onOutcome={pair => store.change(s => ({ ...s, outcome: pair }))}
      onLike={like => store.change(s => ({ ...s, like }))}
    />
  );
}
