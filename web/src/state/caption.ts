import { promptText, writtenText } from '../reading/beginning';
import type { Comparison } from '../reading/comparison';
import { headName, type Reading, tokenLabel } from '../reading/reading';
import type { ReadingInfo } from '../reading/types';
import { parkedMode, type State } from './state';
import { samplingOf } from './writing';

const pairs = { all: '', aa: 'A→A', ab: 'A→B', ba: 'B→A', bb: 'B→B' };

/** What a saved picture shows, in lines: model and text, heads, and every filter. */
export function captionOf(reading: Reading, state: State, comparison: Comparison | null = null): string[] {
  const { model, pair, options } = reading.info;
  const text = promptText(reading);
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
  const changed = words.length ? [`changed run: ${words.join('; ')}`] : [];
  const line = facts.filter(Boolean).join(' · ');
  if (!comparison) return [about, ...writtenIn(reading, state), line, ...changed];
  const { a, b } = comparison;
  const cut = (of: Reading) => (of.info.text.length > 90 ? `${of.info.text.slice(0, 90)}…` : of.info.text);
  const shows = { a: 'A', b: 'B', both: 'A and B', difference: 'A − B: violet more in A, green more in B' };
  const compared = `${shows[state.side]} of A “${cut(a)}” and B “${cut(b)}”`;
  return [`${model.name} (${run})`, compared, line, ...changed];
}

/** What the model wrote, as far as it is shown; nothing where it wrote nothing. */
function writtenIn(reading: Reading, { request, step }: State): string[] {
  const { length } = reading.info.generated;
  if (!length && step === null) return [];
  const text = writtenText(reading);
  const shown = text.length > 90 ? `${text.slice(0, 90)}…` : text;
  const how = request?.generate ? `, ${samplingOf(request.generate)}` : '';
  return [`then written: “${shown}” (${length} ${length === 1 ? 'token' : 'tokens'}${how})`];
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
