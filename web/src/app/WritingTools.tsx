import { Continue } from '../controls/Continue';
import { Timeline } from '../controls/Timeline';
import { Arriving, wordOf } from '../controls/Written';
import { promptCount } from '../reading/beginning';
import { quoted, type Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import type { State } from '../state/state';
import { samplingOf, shownStep } from '../state/writing';
import type { Parts } from './App';
import type { Session } from './session';
import type { Snapshot, Store } from './store';
import { stopWriting, toStep, write } from './writing';

/** Whether the model of a reading can go on with its text. */
function canContinue({ info }: Reading, request: Request | null): boolean {
  return info.model.causal && info.model.head === 'next' && request !== null && request.pair === null;
}

/** What the text band needs to show of the writing. */
export function writingProps({ store, session, snapshot }: Parts) {
  const { state, writing } = snapshot;
  const reading = snapshot.reading!;
  const prompt = promptCount(reading);
  return {
    writing,
    shown: prompt + shownStep(state, reading),
    onLater: (token: number) => toStep({ store, session }, token + 1 - prompt),
  };
}

/** Continue, or Stop while the model writes. */
export function WritingTools({ store, session, snapshot }: Parts) {
  const { state, writing } = snapshot;
  const reading = snapshot.reading!;
  const { request } = state;
  const { length } = reading.info.generated;
  if (writing) return <Stop store={store} session={session} count={writing.length} />;
  if (!canContinue(reading, request)) return null;
  return (
    <Continue
      key={JSON.stringify([request!.generate, request!.startToken])}
      generate={length ? request!.generate : null}
      startToken={request!.startToken}
      written={length}
      onWrite={(generate, startToken) => write({ store, session }, generate, startToken)}
    />
  );
}

/** The timeline of what was written, in both texts where two are compared. */
export function Steps({ store, session, snapshot, comparison }: Parts) {
  const { state, writing } = snapshot;
  const reading = snapshot.reading!;
  const { generated, ended } = reading.info;
  if (writing || !generated.length) return null;
  const step = shownStep(state, reading);
  const choices =
    comparison && snapshot.other
      ? [choiceIn(state, reading, 'A: '), choiceIn(state, snapshot.other, 'B: ')]
      : [choiceIn(state, reading)];
  return (
    <Timeline
      step={step}
      count={generated.length}
      ended={ended}
      choice={choices.filter(Boolean).join(' · ') || null}
      onStep={to => toStep({ store, session }, to)}
    />
  );
}

function choiceIn(state: State, reading: Reading, name = ''): string | null {
  const step = shownStep(state, reading);
  const next = reading.info.generated[step];
  const from = quoted(reading, promptCount(reading) + step - 1);
  return next ? `${name}the row of ${from} chose “${wordOf(next)}”` : null;
}

function Stop({ store, session, count }: { store: Store; session: Session; count: number }) {
  return (
    <div class="continue">
      <span class="note">{count ? `${count} written` : 'Writing…'}</span>
      <button type="button" class="plain stop" onClick={() => stopWriting({ store, session })}>
        Stop
      </button>
    </div>
  );
}

/** A text that is gone on with before any reading of it is here. */
export function FirstWriting({
  store,
  session,
  snapshot,
}: {
  store: Store;
  session: Session;
  snapshot: Snapshot;
}) {
  return (
    <div class="band">
      <div class="text gone-on">
        {snapshot.state.request?.text}
        <Arriving tokens={snapshot.writing ?? []} />
      </div>
      <Stop store={store} session={session} count={snapshot.writing?.length ?? 0} />
    </div>
  );
}

/** How written tokens were drawn, for the header; null where the most probable ones were taken. */
export function samplingIn(reading: Reading, request: Request | null): string | null {
  const { generate } = request ?? {};
  return generate && generate.temperature > 0 && reading.info.generated.length
    ? `drawn at ${samplingOf(generate)}`
    : null;
}
