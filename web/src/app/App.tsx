import { useEffect, useMemo, useState } from 'preact/hooks';
import { Header } from '../controls/Header';
import { Help } from '../controls/Help';
import { TextBand } from '../controls/TextBand';
import { TextEditor } from '../controls/TextEditor';
import { Words } from '../controls/Words';
import type { Reading } from '../reading/reading';
import { headColour, type Theme } from '../scales/theme';
import { changedRun } from '../state/caption';
import { pin } from '../state/state';
import { type Marks, marksOf } from '../words/marks';
import { DetailsPane } from './DetailsPane';
import { events } from './events';
import { exportsOf } from './exports';
import { FocusPane } from './FocusPane';
import { useSnapshot, useTheme } from './hooks';
import { listenToKeys } from './keys';
import { LedgerLine } from './LedgerLine';
import { NavigatorPane } from './NavigatorPane';
import { Problem } from './Problem';
import { Progress } from './Progress';
import type { Session } from './session';
import type { Snapshot, Store } from './store';

export interface Parts {
  store: Store;
  session: Session;
  snapshot: Snapshot;
  reading: Reading;
  theme: Theme;
  asTable: boolean;
  marks: Marks;
}

export function App({ store, session }: { store: Store; session: Session }) {
  const snapshot = useSnapshot(store);
  const { state, reading, start } = snapshot;
  const theme = useTheme(state.theme);
  const [asTable, setTable] = useState(false);
  const [help, setHelp] = useState(false);
  useEffect(
    () => listenToKeys(store, session, { table: () => setTable(t => !t), help: () => setHelp(true) }),
    [],
  );
  const marks = useMemo(() => reading && marksOf(reading, snapshot.lists), [reading, snapshot.lists]);
  const parts = reading && marks && { store, session, snapshot, reading, theme, asTable, marks };
  const Texts = parts ? 'section' : 'main';
  return (
    <div class={`page ${state.scale}${reading ? '' : ' empty'}`} data-settled={isSettled(snapshot)}>
      <Header
        title={reading ? titleOf(reading) : 'no reading yet'}
        scale={state.scale}
        neurons={reading?.info.queriesAndKeys ?? false}
        theme={state.theme}
        asTable={asTable}
        exports={parts ? exportsOf(parts) : []}
        onScale={scale => store.change(s => ({ ...s, scale }))}
        onTheme={choice => store.change(s => ({ ...s, theme: choice }))}
        onTable={setTable}
        onHelp={() => setHelp(true)}
      />
      <Texts class="texts" aria-label="Text">
        {parts && !snapshot.editing && <Band {...parts} />}
        {start && snapshot.editing && (
          <TextEditor
            start={start}
            request={state.request}
            canClose={reading !== null}
            count={(request, signal) => store.client.tokenize(request, signal)}
            onRead={(request, typing) => session.read(request, typing)}
            onFile={file => session.open(file)}
            onClose={() => session.closeEditor()}
          />
        )}
        <Progress job={snapshot.job} />
        <Problem
          problem={snapshot.problem}
          gone={snapshot.gone}
          onEdit={() => store.set({ editing: true })}
        />
      </Texts>
      {parts && <Main {...parts} />}
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
  const { store, session, snapshot, reading, theme, marks } = parts;
  const { state, hover } = snapshot;
  const on = useMemo(() => events(parts), [store, reading]);
  const focus = hover.token?.side === 'query' ? hover.token.index : state.queries[0];
  const head = hover.head ?? state.heads[0];
  return (
    <TextBand
      reading={reading}
      pinned={state.queries}
      pointed={hover.token?.index}
      weights={focus === undefined ? null : reading.row(head, focus)}
      shade={state.heads.length === 1 ? theme.slots[0] : headColour(theme, 0, state.heads.length)}
      onPoint={on.onPoint}
      onPick={(target, add) =>
        store.change(s => ({ ...pin(s, 'query', target.token!.index, add), window: null }))
      }
      onEdit={() => store.set({ editing: true })}
      marks={state.marks ? marks : null}
      theme={theme}
    >
      <Words
        marks={marks}
        on={state.marks}
        own={snapshot.lists.length > 0}
        theme={theme}
        onToggle={() => store.change(s => ({ ...s, marks: !s.marks }))}
        onFile={file => session.takeLists(file)}
        onBuiltIn={() => session.setLists([])}
      />
    </TextBand>
  );
}

/** True when the reading is complete and the layers of the chosen heads are here. */
function isSettled({ reading, job, state }: Snapshot): boolean {
  return !job && !!reading?.complete && state.heads.every(([layer]) => reading.details.has(layer));
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
function titleOf({ info }: Reading): string {
  const { name, layers, heads, precision } = info.model;
  const facts = [`${layers} × ${heads}`, bits[precision] ?? precision, info.options];
  return [`${name} · ${facts.filter(Boolean).join(', ')}`, changedRun(info)].filter(Boolean).join(' · ');
}
