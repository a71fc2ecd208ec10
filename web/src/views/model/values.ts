import { quoted, type Reading } from '../../reading/reading';
import type { State } from '../../state/state';
import type { Hover } from '../view';

/** One number per head, by layer · heads + head; NaN where it is undefined or has not arrived. */
export interface HeadValues {
  /** In words, for headings: `previous`, `“She” → “nurse”`. */
  title: string;
  meaning: string;
  values: Float64Array;
  chances: (number | null)[] | null;
  counts: (number | null)[] | null;
  /** Values have signs; the size ranks them. */
  signed?: true;
}

/** Below it a mean is too few queries to speak of. */
export const fewest = 3;

export function measureValues(reading: Reading, name: string): HeadValues | null {
  const measure = reading.measures?.measures.find(m => m.name === name);
  if (!measure) return null;
  const usable = (i: number) => measure.values[i] !== null && (measure.counts[i] ?? fewest) >= fewest;
  return {
    title: measure.name,
    meaning: measure.meaning,
    values: Float64Array.from(measure.values, (value, i) => (usable(i) ? value! : NaN)),
    chances: measure.chances,
    counts: measure.counts,
  };
}

/** The two words whose link lights the grid: pinned, or a pinned query and the key pointed at. */
export function litLink(state: State, hover: Hover): { query: number; key: number } | null {
  if (state.queries.length !== 1) return null;
  const pointed = hover.token?.side === 'key' ? hover.token.index : undefined;
  const key = pointed ?? (state.keys.length === 1 ? state.keys[0] : undefined);
  return key === undefined ? null : { query: state.queries[0], key };
}

/** That link's exact weight in every head; null until the row has arrived. */
export function linkValues(reading: Reading, link: { query: number; key: number }): HeadValues | null {
  const rows = reading.rows.get(link.query);
  if (!rows) return null;
  const count = reading.info.model.layers * reading.heads;
  const tokens = rows.length / count;
  return {
    title: `${quoted(reading, link.query)} → ${quoted(reading, link.key)}`,
    meaning: 'the weight that the first word gives the second, in every head',
    values: Float64Array.from({ length: count }, (_, i) => rows[i * tokens + link.key]),
    chances: null,
    counts: null,
  };
}

/** What cells and ranking show instead of a pattern, if anything. */
export function cellValues(reading: Reading, state: State, hover: Hover): HeadValues | null {
  if (state.cell === 'pattern' || state.cell === 'link') {
    const link = litLink(state, hover);
    return link && linkValues(reading, link);
  }
  return measureValues(reading, state.cell);
}

/** What heads are ranked by: the lit link, the measure in the cells, else the chosen measure. */
export function rankedValues(reading: Reading, state: State, hover: Hover): HeadValues | null {
  return cellValues(reading, state, hover) ?? measureValues(reading, state.measure);
}

/** Heads from the largest value down, by layer · heads + head; undefined ones are left out. */
export function ranking(values: HeadValues): number[] {
  const size = values.signed ? Math.abs : (value: number) => value;
  return [...values.values.keys()]
    .filter(i => !Number.isNaN(values.values[i]))
    .sort((a, b) => size(values.values[b]) - size(values.values[a]) || a - b);
}
