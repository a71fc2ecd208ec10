import { promptText, writtenText } from '../reading/beginning';
import { headName, type Reading, tokenLabel } from '../reading/reading';
import { parkedMode, type State } from './state';
import { samplingOf } from './writing';

const pairs = { all: '', aa: 'A→A', ab: 'A→B', ba: 'B→A', bb: 'B→B' };

/** What a saved picture shows, in lines: model and text, heads, and every filter. */
export function captionOf(reading: Reading, state: State): string[] {
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
  return [about, ...writtenIn(reading, state), facts.filter(Boolean).join(' · ')];
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

function parkedNames(reading: Reading): string {
  if (reading.causal) return 'the first token';
  return [...new Set(reading.info.parked.map(index => tokenLabel(reading, index)))].join(', ');
}
