import { useMemo } from 'preact/hooks';
import { Ledger } from '../controls/Ledger';
import { type Reading, tokenLabel } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { short } from '../scales/format';
import { areaFrom, focusedOpacity, lineWidth, signedFrom } from '../scales/ramps';
import type { Theme } from '../scales/theme';
import { changedRun } from '../state/caption';
import { parkedMode } from '../state/state';
import { aloneNote, showsContrast } from '../views/compare';
import { dashOfB } from '../views/compare/marks';
import { thumbnailFrom } from '../views/model/cells';
import type { Parts } from './App';
import { focusLedger } from './ledgers';
import { sideOf } from './sides';

/** The line at the bottom: samples of the encoding, and where the weight is that is not drawn. */
export function LedgerLine(parts: Parts) {
  const { store, snapshot, reading, theme } = parts;
  const { state, hover } = snapshot;
  const model = state.scale === 'model';
  const difference = !model && parts.comparison !== null && sideOf(state) === 'difference';
  const { shares, notes } = useMemo(
    () =>
      model
        ? { shares: null, notes: parts.comparison ? twoNotes(parts) : modelNotes(reading) }
        : focusLedger(parts),
    [state, hover, reading, snapshot.arrived],
  );
  const share = meanOf(shownReadings(parts).map(text => parkedShare(text, model ? null : state.heads)));
  const holds = reading.info.parked.length > 1 ? 'hold' : 'holds';
  return (
    <Ledger
      samples={<Samples theme={theme} difference={difference} />}
      shares={shares}
      notes={[...[changedRun(reading.info)].filter(Boolean), ...notes]}
      from={model ? null : state.from}
      parked={model ? (state.parked ?? 'hidden') : parkedMode(state)}
      parkedName={share === null ? parkedName(reading) : `${parkedName(reading)} ${holds}`}
      parkedShare={share}
      hint={
        model ? 'click selects, double click opens, shift-click adds' : 'click a word to pin it, ? for keys'
      }
      onFrom={from => store.change(s => ({ ...s, from }))}
      onParked={parked => store.change(s => ({ ...s, parked }))}
    />
  );
}

function Samples({ theme, difference }: { theme: Theme; difference: boolean }) {
  return (
    <span class="samples">
      {difference ? <Signs theme={theme} /> : 'weight'}
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

/** What the sign of a difference looks like. */
function Signs({ theme }: { theme: Theme }) {
  const line = (stroke: string, dash?: string) => (
    <svg width="26" height="8" aria-hidden="true">
      <path d="M0 4h26" stroke={stroke} stroke-width="2" stroke-dasharray={dash} />
    </svg>
  );
  return (
    <>
      <span>{line(theme.a)} more in A</span>
      <span>{line(theme.b, dashOfB.join(' '))} more in B</span>
    </>
  );
}

function modelNotes(reading: Reading): string[] {
  const arrived = reading.layers.filter(Boolean).length;
  const { layers } = reading.info.model;
  const notes = arrived < layers ? [`${arrived} of ${layers} layers are here`] : [];
  notes.push(`cells: lines from ${short(thumbnailFrom)}, areas from ${short(areaFrom)}`);
  if (reading.blockTokens > 1) notes.push(`blocks of ${short(reading.blockTokens, 1)} tokens`);
  const { count, inBlocks } = reading;
  if (inBlocks < count) notes.push(`cells: the first ${inBlocks} of ${count} tokens`);
  return notes;
}

/** Where cells are the contrast of two texts, they hold one number. */
function twoNotes({ comparison, snapshot, reading }: Parts): string[] {
  const { state } = snapshot;
  const cells = showsContrast(state)
    ? [`cells: A − B, from ${short(signedFrom)} of the largest`]
    : modelNotes(reading);
  const alone = aloneNote(comparison!, state);
  return alone ? [...cells, alone] : cells;
}

function parkedName(reading: Reading): string {
  const names = [...new Set(reading.info.parked.map(index => tokenLabel(reading, index)))];
  if (reading.causal || !names.length) return 'first token';
  return names.join(', ');
}

/** One text, or both where both are drawn. */
function shownReadings({ comparison, snapshot, reading }: Parts): Reading[] {
  const side = sideOf(snapshot.state);
  return comparison && (side === 'both' || side === 'difference') ? [comparison.a, comparison.b] : [reading];
}

function meanOf(shares: (number | null)[]): number | null {
  const known = shares.filter(share => share !== null);
  return known.length ? known.reduce((sum, share) => sum + share, 0) / known.length : null;
}

/** Share of the weight on parked keys in the chosen heads, or in all. */
function parkedShare(reading: Reading, heads: readonly HeadId[] | null): number | null {
  const { layers, heads: perLayer } = reading.info.model;
  const all = () =>
    Array.from({ length: layers * perLayer }, (_, i): HeadId => [Math.floor(i / perLayer), i % perLayer]);
  const arrived = (heads ?? all()).filter(([layer]) => reading.layers[layer]);
  const shares = arrived.map(head => reading.parkedShare(head)).filter(share => share !== null);
  if (!shares.length || shares.length < arrived.length) return null;
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}
