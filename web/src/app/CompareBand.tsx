import { useMemo } from 'preact/hooks';
import { CompareField } from '../controls/CompareField';
import { Segmented } from '../controls/Segmented';
import { TextBand } from '../controls/TextBand';
import { promptCount } from '../reading/beginning';
import { pin, type State } from '../state/state';
import { shownStep } from '../state/writing';
import { swaps } from '../words/swap';
import type { Parts } from './App';
import { events } from './events';
import { bandOf, partsIn, pinTarget, sideOf } from './sides';
import { toStep } from './writing';

/** Opens the field for a second text; a reading from a file has no model to read one. */
export function CompareButton({ store, snapshot }: Parts) {
  const { state, comparing } = snapshot;
  if (!state.request || state.other !== null || comparing) return null;
  return (
    <button type="button" class="quiet compare" onClick={() => store.set({ comparing: true })}>
      Compare with …
    </button>
  );
}

/** Below the text: the field for a second one, or the second one itself with what is shown of the two. */
export function CompareBand(parts: Parts) {
  const { store, session, snapshot, reading, marks, comparison } = parts;
  const { request, other } = snapshot.state;
  if (!request) return null;
  if (snapshot.comparing) {
    return (
      <CompareField
        text={other ?? request.text}
        first={request.text}
        swaps={swaps(request.text, reading.info.tokens, marks)}
        onRead={text => session.second.open(text)}
        onClose={() => store.set({ comparing: false })}
      />
    );
  }
  return comparison && <Second {...partsIn(parts, 'b')} />;
}

function Second(parts: Parts) {
  const { store, session, snapshot, theme, comparison } = parts;
  const whole = snapshot.other!;
  const prompt = promptCount(whole);
  const on = useMemo(() => events(parts), [store, session, comparison, parts.text]);
  return (
    <TextBand
      {...bandOf(parts, whole)}
      shade={theme.b}
      differing={comparison!.differing.b}
      badge="B"
      shown={prompt + shownStep(snapshot.state, whole)}
      writing={null}
      onLater={token => toStep({ store, session }, token + 1 - prompt)}
      onPoint={on.onPoint}
      onPick={(picked, add) => {
        const { token } = pinTarget(parts, picked);
        if (token) store.change(s => ({ ...pin(s, 'query', token.index, add), window: null }));
        session.ensure();
      }}
      onEdit={() => store.set({ comparing: true })}
    >
      <Sides {...parts} />
      {!alike(parts) && (
        <p class="note">These texts differ in most of their tokens: is this the text that was meant?</p>
      )}
      <button type="button" class="quiet compare" onClick={() => session.second.close()}>
        Close the comparison
      </button>
    </TextBand>
  );
}

/** A second text may stay from an earlier first one. */
function alike({ comparison }: Parts): boolean {
  const { a, b, differing } = comparison!;
  const given = (side: 'a' | 'b', end: number) => [...differing[side]].filter(token => token < end).length;
  const [own, other] = [promptCount(a), promptCount(b)];
  return given('a', own) <= own / 2 && given('b', other) <= other / 2;
}

function Sides({ store, snapshot, comparison }: Parts) {
  const { names } = comparison!;
  const { state } = snapshot;
  const single = state.scale === 'neurons';
  const title = single ? 'Neurons are shown of one text at a time.' : undefined;
  return (
    <Segmented<State['side']>
      label="Which of the two texts is shown"
      value={sideOf(state)}
      onChange={side => store.change(s => ({ ...s, side }))}
      choices={[
        { value: 'a', label: names.a },
        { value: 'b', label: names.b },
        { value: 'both', label: 'Side by side', disabled: single, title },
        { value: 'difference', label: 'Difference', disabled: single, title },
      ]}
    />
  );
}
