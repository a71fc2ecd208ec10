import { useMemo } from 'preact/hooks';
import { Drawing } from '../controls/Drawing';
import { HeadPicker } from '../controls/HeadPicker';
import { Segmented } from '../controls/Segmented';
import { headIsOff, isChanged } from '../reading/edits';
import { headName } from '../reading/reading';
import { moveLayer, only, sameHeads, toggleHead, wholeLayer } from '../state/state';
import { longerThan } from '../views/matrix';
import type { Parts } from './App';
import { ChangeTools } from './ChangeTools';
import { Differences, narrowest, SideBySide } from './ComparePane';
import { events } from './events';
import { useFirstVisit, useSize } from './hooks';
import { sideOf } from './sides';
import { headView, matrixView, neuronView } from './views';

export function focusView({ snapshot, reading }: Pick<Parts, 'snapshot' | 'reading'>) {
  if (snapshot.state.scale === 'neurons') return neuronView;
  return reading.count > longerThan ? matrixView : headView;
}

/** The centre: the heads in focus, or their neurons. */
export function FocusPane(parts: Parts) {
  const { store, session, snapshot, reading, theme, asTable, marks } = parts;
  const { state, hover } = snapshot;
  const { ref, size } = useSize();
  const on = useMemo(() => events(parts), [store, session, parts.comparison, parts.text]);
  const [width, height] = size;
  const side = parts.comparison ? sideOf(state) : 'a';
  const both = side === 'both' && width >= narrowest;
  const difference = side === 'difference' || (side === 'both' && !both);
  const touch = matchMedia('(pointer: coarse)').matches;
  const effects = (side === 'a' && snapshot.measured.heads) || undefined;
  const input = { reading, state, hover, width, height, theme, touch, marks, effects };
  const hint = useFirstVisit(hover.token !== undefined);
  const names = state.heads.map(headName).join(', ');
  return (
    <main class="centre">
      <Toolbar {...parts} />
      {hint && <p class="hint-once">Point at a word to see where it looks.</p>}
      <div class="focus" ref={ref}>
        {width > 0 && both && <SideBySide {...parts} width={width} height={height} />}
        {width > 0 && difference && <Differences {...parts} width={width} height={height} />}
        {width > 0 && !both && !difference && (
          <Drawing
            view={focusView(parts)}
            input={input}
            label={`Attention of ${names}; words can be pinned at both sides, key B shows the numbers as a table.`}
            asTable={asTable}
            {...on}
          />
        )}
      </div>
    </main>
  );
}

function Toolbar(parts: Parts) {
  const { store, session, snapshot, reading, theme } = parts;
  const { state, why } = snapshot;
  const { layers, heads } = reading.info.model;
  const on = useMemo(() => events(parts), [store, session]);
  const change = (next: Parameters<typeof store.change>[0]) => {
    session.choose();
    store.change(next);
    session.ensure();
  };
  const pairs = reading.info.tokens.some(token => token.source === 'pair');
  const layer = state.heads[0][0];
  return (
    <div class="toolbar">
      <HeadPicker
        heads={state.heads}
        layers={layers}
        perLayer={heads}
        theme={theme}
        isOff={head => headIsOff(reading.info.edits.json, head)}
        isChanged={head => isChanged(reading.info.edits.json, head)}
        onLayer={by => change(s => moveLayer(s, by, layers))}
        onToggle={head => change(s => toggleHead(s, head))}
        onSolo={head =>
          change(s => (sameHeads(s.heads, [head]) ? wholeLayer(s, head[0], heads) : only(s, head)))
        }
        onAll={() => change(s => wholeLayer(s, layer, heads))}
        onPoint={on.pointHead}
        onAct={on.choices.onAct}
      />
      {why && (
        <span class="why">
          {why.includes(headName(state.heads[0])) ? why : `${headName(state.heads[0])}: ${why}`}
        </span>
      )}
      <ChangeTools {...parts} />
      {pairs && state.scale === 'heads' && (
        <Segmented
          label="Sentences"
          value={state.pair}
          onChange={pair => store.change(s => ({ ...s, pair }))}
          choices={[
            { value: 'all', label: 'All' },
            { value: 'aa', label: 'A→A' },
            { value: 'ab', label: 'A→B' },
            { value: 'ba', label: 'B→A' },
            { value: 'bb', label: 'B→B' },
          ]}
        />
      )}
      {state.scale === 'neurons' && <NeuronChoices {...parts} />}
    </div>
  );
}

function NeuronChoices({ store, snapshot, reading }: Parts) {
  const { state } = snapshot;
  const rotary = reading.info.rules[state.heads[0][0]]?.rotary;
  return (
    <>
      <span class="label">Neurons by</span>
      <Segmented
        label="Order of neurons"
        value={state.order}
        onChange={order => store.change(s => ({ ...s, order }))}
        choices={[
          { value: 'index', label: 'index' },
          { value: 'push', label: 'push' },
        ]}
      />
      {rotary && (
        <>
          <span class="label">q, k</span>
          <Segmented
            label="Queries and keys before or after rotary positions"
            value={state.rotary}
            onChange={choice => store.change(s => ({ ...s, rotary: choice }))}
            choices={[
              { value: 'after', label: 'after rotation' },
              { value: 'before', label: 'before' },
            ]}
          />
        </>
      )}
    </>
  );
}
