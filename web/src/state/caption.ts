import { headName, type Reading, tokenLabel } from '../reading/reading';
import type { ReadingInfo } from '../reading/types';
import { parkedMode, type State } from './state';

const pairs = { all: '', aa: 'A→A', ab: 'A→B', ba: 'B→A', bb: 'B→B' };

/** What a saved picture shows, in lines: model and text, heads, and every filter. */
export function captionOf(reading: Reading, state: State): string[] {
  const { model, text, pair, options } = reading.info;
  const shown = text.length > 90 ? `${text.slice(0, 90)}…` : text;
  const texts =
    pair === null ? `“${shown}”` : `“${shown}” / “${pair.length > 60 ? `${pair.slice(0, 60)}…` : pair}”`;
  const run = [`${model.layers} × ${model.heads}`, model.precision, options].filter(Boolean).join(', ');
  const about = `${model.name} (${run}) on ${texts}`;
  const parked = reading.info.parked.length ? parkedNames(reading) : '';
  const mode = state.scale === 'model' ? (state.parked ?? 'hidden') : parkedMode(state);
  const heads = state.heads.map(headName);
  const facts = [
    state.scale === 'model' ? 'all heads' : heads.length > 8 ? `${heads.length} heads` : heads.join(', '),
    parked && `weight on ${parked} ${mode}`,
    state.scale === 'heads' && `lines from ${state.from.toFixed(2)}`,
    state.pair !== 'all' && `only ${pairs[state.pair]}`,
    'Headlight',
  ];
  const { words } = reading.info.edits;
  return [
    about,
    facts.filter(Boolean).join(' · '),
    ...(words.length ? [`changed run: ${words.join('; ')}`] : []),
  ];
}

/** `changed run: 2 changes`, for a run that is not as the model is. */
export function changedRun({ edits }: ReadingInfo): string {
  const { length } = edits.json;
  return length === 0 ? '' : `changed run: ${length} ${length === 1 ? 'change' : 'changes'}`;
}

function parkedNames(reading: Reading): string {
  if (reading.causal) return 'the first token';
  return [...new Set(reading.info.parked.map(index => tokenLabel(reading, index)))].join(', ');
}
