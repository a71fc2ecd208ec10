import type { HeadEffects } from '../../reading/effects';
import { headName, type Reading, sameHead } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import { type FilteredRow, type Filters, filteredRow } from '../../reading/weights';
import { headColour, headDash, type Theme } from '../../scales/theme';
import { filtersOf } from '../../state/state';
import type { Marks } from '../../words/marks';
import type { ViewInput } from '../view';
import type { Names } from './names';
import { places, type Row } from './rows';

export interface ShownHead {
  id: HeadId;
  name: string;
  colour: string;
  dash: readonly number[];
  /** Another head is pointed at. */
  faded: boolean;
  /** `loading`: a row that is to be drawn has not arrived; `broken`: a weight is no number. */
  condition: 'ready' | 'loading' | 'broken';
  /** By query: what has arrived; empty where the head is broken. */
  rows: Map<number, FilteredRow>;
}

export interface Focus {
  queries: readonly number[];
  keys: readonly number[];
}

/** Two columns of tokens and the heads between them: what is drawn, before it is known where. */
export interface Panel {
  reading: Reading;
  filters: Filters;
  theme: Theme;
  /** Weights below it are not drawn. */
  from: number;
  heads: ShownHead[];
  preview: boolean;
  focus: Focus;
  pins: Focus;
  left: readonly Row[];
  right: readonly Row[];
  leftAt: Map<number, number>;
  rightAt: Map<number, number>;
  /** The columns are part of a longer text. */
  part: boolean;
  marks: Marks | null;
  /** What was tried on every head, where something was. */
  effects?: HeadEffects;
  /** Labels that are not the reading's own. */
  names?: Names;
}

export function panelOf(
  input: ViewInput,
  { left, right, part = false }: { left: readonly Row[]; right: readonly Row[]; part?: boolean },
): Panel {
  const { reading, state, theme } = input;
  const leftAt = places(left);
  const rightAt = places(right);
  const focus = focusOf(input, leftAt, rightAt);
  const filters = filtersOf(state);
  const { ids, preview } = headsOf(input);
  const heads = ids.map((id, slot) => {
    const [colour, dash] = [headColour(theme, slot, ids.length), headDash(slot)];
    const faded =
      !preview && ids.some(other => sameHead(other, input.hover.head)) && !sameHead(id, input.hover.head);
    const needed = focus.queries.length ? focus.queries : [...leftAt.keys()];
    return { id, name: headName(id), colour, dash, faded, ...arrived(reading, filters, id, leftAt, needed) };
  });
  const pins = { queries: state.queries, keys: state.keys };
  const { from } = state;
  const marks = (state.marks && input.marks) || null;
  const sides = { left, right, leftAt, rightAt, part };
  return {
    reading,
    filters,
    theme,
    from,
    heads,
    preview,
    focus,
    pins,
    ...sides,
    marks,
    effects: input.effects,
  };
}

/** The chosen heads, or the one that is pointed at elsewhere. */
export function headsOf({ state, hover, reading }: ViewInput): { ids: readonly HeadId[]; preview: boolean } {
  const { head } = hover;
  const exists = head && head[0] < reading.info.model.layers && head[1] < reading.heads;
  if (!head || !exists || state.heads.some(other => sameHead(other, head)))
    return { ids: state.heads, preview: false };
  return { ids: [head], preview: true };
}

/** The token under the pointer, else the pinned ones, as far as the columns have them. */
function focusOf({ state, hover }: ViewInput, left: Map<number, number>, right: Map<number, number>): Focus {
  const { token } = hover;
  if (token?.side === 'query' && left.has(token.index)) return { queries: [token.index], keys: [] };
  if (token?.side === 'key' && right.has(token.index)) return { queries: [], keys: [token.index] };
  return {
    queries: state.queries.filter(i => left.has(i)),
    keys: state.keys.filter(i => right.has(i)),
  };
}

function arrived(
  reading: Reading,
  filters: Filters,
  id: HeadId,
  left: Map<number, number>,
  needed: readonly number[],
): Pick<ShownHead, 'condition' | 'rows'> {
  const rows = new Map<number, FilteredRow>();
  for (const query of left.keys()) {
    const row = filteredRow(reading, filters, id, query);
    if (!row) continue;
    // Numbers that are none turn into zeros where they are filtered, so the row itself is looked at.
    if (!reading.row(id, query)!.every(Number.isFinite)) return { condition: 'broken', rows: new Map() };
    rows.set(query, row);
  }
  return { condition: needed.every(query => rows.has(query)) ? 'ready' : 'loading', rows };
}

export const hasFocus = ({ focus }: Panel): boolean => focus.queries.length > 0 || focus.keys.length > 0;
