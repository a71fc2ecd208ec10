import { useEffect, useMemo, useState } from 'preact/hooks';
import { Header } from '../controls/Header';
import { Help } from '../controls/Help';
import { TextBand } from '../controls/TextBand';
import { TextEditor } from '../controls/TextEditor';
import { Words } from '../controls/Words';
import type { Comparison, Side } from '../reading/comparison';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { headColour, type Theme } from '../scales/theme';
import { changedRun } from '../state/caption';
import { pin } from '../state/state';
import { atStep } from '../state/writing';
import { type Marks, marksOf } from '../words/marks';
import { ActPane } from './ActPane';
import { CompareBand, CompareButton } from './CompareBand';
import { DetailsPane } from './DetailsPane';
import { events } from './events';
import { openExample } from './examples';
import { exportsOf } from './exports';
import { FocusPane } from './FocusPane';
import { useSnapshot, useTheme } from './hooks';
import { listenToKeys } from './keys';
import { LedgerLine } from './LedgerLine';
import { NavigatorPane } from './NavigatorPane';
import { Problem } from './Problem';
import { Progress } from './Progress';
import { secondSettled } from './second';
import type { Session } from './session';
import { bandOf, openComparison, partsIn, sideOf } from './sides';
import type { Snapshot, Store } from './store';
import { FirstWriting, Steps, samplingIn, WritingTools, writingProps } from './WritingTools';

export interface Parts {
  store: Store;
  session: Session;
  snapshot: Snapshot;
  /** As much of the snapshot's as the step shows. */
  reading: Reading;
  theme: Theme;
  asTable: boolean;
  marks: Marks;
  /** Two texts, where a second one is open. */
  comparison: Comparison | null;
  /** Which of them the reading is; of the second one, the same as the first has it. */
  text: Side;
  first?: Parts;
}

export function App({ store, session }: { store: Store; session: Session }) {
  const snapshot = useSnapshot(store);
  const { state, reading, start } = snapshot;
  const theme = useTheme(state.theme);
  const [asTable, setTable] = useState(false);
  const [help, setHelp] = useState(false);
  const [exampleCalls, callExamples] = useState(0);
  useEffect(
    () =>
      listenToKeys(store, session, {
        table: () => setTable(t => !t),
        help: () => setHelp(true),
        examples: () => callExamples(n => n + 1),
      }),
    [],
  );
  const marks = useMemo(() => reading && marksOf(reading, snapshot.lists), [reading, snapshot.lists]);
  const atShown = reading && atStep(state, reading);
  const comparison = openComparison(snapshot);
  const parts: Parts | null | undefined = atShown &&
    marks && {
      ...{ store, session, snapshot, reading: atShown, theme, asTable, marks, comparison },
      text: 'a',
    };
  const shown = parts && partsIn(parts, sideOf(state) === 'b' ? 'b' : 'a');
  const Texts = parts ? 'section' : 'main';
  return (
    <div
      class={`page ${state.scale}${reading ? '' : ' empty'}${comparison ? ` two ${sideOf(state)}` : ''}`}
      data-settled={isSettled(snapshot)}
    >
      <Header
        title={reading ? titleOf(reading, state.request) : 'no reading yet'}
        scale={state.scale}
        neurons={reading?.info.queriesAndKeys ?? false}
        theme={state.theme}
        asTable={asTable}
        examples={start?.examples ?? []}
        exampleCalls={exampleCalls}
        exports={shown ? exportsOf(shown) : []}
        onScale={scale => store.change(s => ({ ...s, scale }))}
        onTheme={choice => store.change(s => ({ ...s, theme: choice }))}
        onTable={setTable}
        onExample={example => openExample({ store, session }, example)}
        onHelp={() => setHelp(true)}
      />
      <Texts class="texts" aria-label="Text">
        {parts && !snapshot.editing && (
          <>
            <Band {...partsIn(parts, 'a')} />
            <Steps {...parts} />
            <CompareBand {...parts} />
          </>
        )}
        {!parts && snapshot.writing && <FirstWriting {...{ store, session, snapshot }} />}
        {start && snapshot.editing && (
          <TextEditor
            start={start}
            request={state.request && { ...state.request, generate: null }}
            canClose={reading !== null}
            count={(request, signal) => store.client.tokenize(request, signal)}
            onRead={(request, typing) => session.read(request, typing)}
            onExample={example => openExample({ store, session }, example)}
            onFile={file => session.open(file)}
            onClose={() => session.closeEditor()}
          />
        )}
        <Progress job={snapshot.writing ? null : snapshot.job} />
        <Problem
          problem={snapshot.problem}
          gone={snapshot.gone}
          onEdit={() => store.set({ editing: true })}
        />
      </Texts>
      {shown && <Main {...shown} />}
      {parts && snapshot.menu && <ActPane {...parts} menu={snapshot.menu} />}
      {help && <Help onClose={() => setHelp(false)} />}
      <div class="unseen" role="status" aria-live="polite">
        {snapshot.said}
      </div>
    </div>
  );
}

function Main(parts: Parts) {
  const { scale } = parts.snapshot.state;
  return (
    <>
      <NavigatorPane {...parts} />
      {scale !== 'model' && <FocusPane {...parts} />}
      <DetailsPane {...parts} />
      <LedgerLine {...parts} />
    </>
  );
}

function Band(parts: Parts) {
  const { store, session, snapshot, theme, marks } = parts;
  const { state } = snapshot;
  const reading = snapshot.reading!;
  const on = useMemo(() => events(parts), [store, reading]);
  return (
    <TextBand
      {...bandOf(parts, reading)}
      shade={parts.comparison ? theme.a : shadeOf(parts)}
      differing={parts.comparison?.differing.a}
      badge={parts.comparison ? 'A' : undefined}
      onPoint={on.onPoint}
      onPick={(target, add) => {
        store.change(s => ({ ...pin(s, 'query', target.token!.index, add), window: null }));
        session.ensure();
      }}
      onEdit={() => store.set({ editing: true })}
      {...writingProps(parts)}
    >
      <WritingTools {...parts} />
      <Words
        marks={marks}
        on={state.marks}
        own={snapshot.lists.length > 0}
        theme={theme}
        onToggle={() => store.change(s => ({ ...s, marks: !s.marks }))}
        onFile={file => session.takeLists(file)}
        onBuiltIn={() => session.takeLists(null)}
      />
      <CompareButton {...parts} />
    </TextBand>
  );
}

/** Of one head its slot’s colour, so that the shading is not ink. */
function shadeOf({ theme, snapshot }: Parts): string {
  const { heads } = snapshot.state;
  return heads.length === 1 ? theme.slots[0] : headColour(theme, 0, heads.length);
}

/** True when the reading is complete and the layers of the chosen heads are here. */
function isSettled(snapshot: Snapshot): boolean {
  const { reading, job, state } = snapshot;
  const here = !!reading?.complete && state.heads.every(([layer]) => reading.details.has(layer));
  return !job && here && secondSettled(snapshot);
}

const bits: Record<string, string> = {
  F32: '32-bit',
  F16: '16-bit',
  BF16: '16-bit (BF16)',
  Q8_0: '8-bit',
  Q4_0: '4-bit',
  Q4_1: '4-bit',
};

/** What was run: model, layers × heads, precision, and what was added to the text. */
function titleOf(reading: Reading, request: Request | null): string {
  const { info } = reading;
  const { name, layers, heads, precision } = info.model;
  const facts = [
    `${layers} × ${heads}`,
    bits[precision] ?? precision,
    info.options,
    samplingIn(reading, request),
  ];
  return [`${name} · ${facts.filter(Boolean).join(', ')}`, changedRun(info)].filter(Boolean).join(' · ');
}
