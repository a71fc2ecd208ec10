import { useMemo } from 'preact/hooks';
import { Ledger } from '../controls/Ledger';
import { type Reading, tokenLabel } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { short } from '../scales/format';
import { areaFrom, focusedOpacity, lineWidth } from '../scales/ramps';
import type { Theme } from '../scales/theme';
import { changedRun } from '../state/caption';
import { parkedMode } from '../state/state';
import { thumbnailFrom } from '../views/model/cells';
import type { Parts } from './App';
import { focusLedger } from './ledgers';

/** The line at the bottom: samples of the encoding, and where the weight is that is not drawn. */
export function LedgerLine(parts: Parts) {
  const { store, snapshot, reading, theme } = parts;
  const { state, hover } = snapshot;
  const model = state.scale === 'model';
  const { shares, notes } = useMemo(
    () => (model ? { shares: null, notes: modelNotes(reading) } : focusLedger(parts)),
    [state, hover, reading, snapshot.arrived],
  );
  return (
    <Ledger
      samples={<Samples theme={theme} />}
      shares={shares}
      notes={[...[changedRun(reading.info)].filter(Boolean), ...notes]}
      from={model ? null : state.from}
      parked={model ? (state.parked ?? 'hidden') : parkedMode(state)}
      parkedName={`${parkedName(reading)} ${reading.info.parked.length > 1 ? 'hold' : 'holds'}`}
      parkedShare={parkedShare(reading, model ? null : state.heads)}
      hint={
        model ? 'click selects, double click opens, shift-click adds' : 'click a word to pin it, ? for keys'
      }
      onFrom={from => store.change(s => ({ ...s, from }))}
      onParked={parked => store.change(s => ({ ...s, parked }))}
    />
  );
}

function Samples({ theme }: { theme: Theme }) {
  return (
    <span class="samples">
      weight
      {[0.05, 0.2, 0.5, 1].map(w => (
        <span key={w}>
          <svg width="22" height="8" aria-hidden="true">
            <path
              d="M0 4h22"
              stroke="currentColor"
              stroke-width={lineWidth(w)}
              opacity={focusedOpacity(w, theme, theme.ink)}
            />
          </svg>{' '}
          {short(w)}
        </span>
      ))}
    </span>
  );
}

function modelNotes(reading: Reading): string[] {
  const arrived = reading.layers.filter(Boolean).length;
  const { layers } = reading.info.model;
  const notes = arrived < layers ? [`${arrived} of ${layers} layers are here`] : [];
  notes.push(`cells: lines from ${short(thumbnailFrom)}, areas from ${short(areaFrom)}`);
  return reading.count > 32 ? [...notes, `blocks of ${short(reading.count / 32, 1)} tokens`] : notes;
}

function parkedName(reading: Reading): string {
  const names = [...new Set(reading.info.parked.map(index => tokenLabel(reading, index)))];
  if (reading.causal || !names.length) return 'first token';
  return names.join(', ');
}

/** Share of the weight on parked keys in the chosen heads, or in all. */
function parkedShare(reading: Reading, heads: readonly HeadId[] | null): number | null {
  const shares = heads
    ? heads.map(([layer, head]) => reading.layers[layer]?.parked[head])
    : reading.layers.flatMap(layer => layer?.parked ?? []);
  const known = shares.filter(s => s !== undefined);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
}
