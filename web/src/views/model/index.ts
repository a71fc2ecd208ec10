import { headName, type Reading, sameHead } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import { effectWords, exact, short, signed } from '../../scales/format';
import { type Box, cellBox, type GridPlace, placeGrid } from '../../scales/grid';
import { measureOpacity } from '../../scales/ramps';
import { headColour, headDash, over, readable } from '../../scales/theme';
import type { Mark, Scene, Table } from '../../scene/scene';
import { parkedMode } from '../../state/state';
import { contrastOf, showsContrast } from '../compare/contrast';
import type { View, ViewInput } from '../view';
import { linesCell, matrixCell } from './cells';
import { changeMarks } from './changes';
import { effectCell, effectOrder } from './effects';
import { largestSize, signedCell } from './signed';
import { cellValues, type HeadValues, rankedValues, ranking } from './values';

export type CellForm = 'lines' | 'matrix' | 'value' | 'effect';

interface Grid {
  place: GridPlace;
  form: CellForm;
  values: HeadValues | null;
}

/** The whole model: every layer × head. A narrow one is the navigator beside the other views. */
export const modelView: View = { name: 'model', scene: base, overlay, table };

export function gridOf(input: ViewInput): Grid {
  const { reading, state, hover, width, height } = input;
  const { layers, heads } = reading.info.model;
  const big = state.scale === 'model';
  const values = contrastIn(input) ?? cellValues(reading, state, hover);
  const limits = { most: big ? 4 : 1, largest: big ? 92 : 22 };
  const plain = placeGrid(width, height, layers, heads, limits);
  const effect = state.cell === 'effect' && input.effects;
  const form = effect ? 'effect' : cellForm(reading, state.cell, values, plain.cell);
  const widen = big && form !== 'matrix';
  return {
    place: widen ? placeGrid(width, height, layers, heads, { ...limits, widen }) : plain,
    form,
    values,
  };
}

/** Two texts: how much more the first has than the second, in every head. */
function contrastIn({ comparison, state }: ViewInput): HeadValues | null {
  const contrast = comparison && showsContrast(state) && contrastOf(comparison, state);
  return contrast && typeof contrast !== 'string' ? contrast : null;
}

function cellForm(reading: Reading, cell: string, values: HeadValues | null, size: number): CellForm {
  if (values) return 'value';
  if (reading.blockTokens === 1 && size >= 30 && cell === 'lines') return 'lines';
  if (cell === 'matrix' || reading.blockTokens > 1) return 'matrix';
  return size >= 40 ? 'lines' : 'matrix';
}

/** The mode of thumbnails: parked weight starts hidden in them at every scale. */
const thumbnails = (input: ViewInput) => input.state.parked ?? 'hidden';

let kept: { key: string; reading: Reading; scene: Scene } | null = null;
const scenes = new WeakMap<Reading, Map<string, Scene>>();

/** The cells. The same scene object as long as nothing it shows has changed, so that pointing redraws nothing. */
function base(input: ViewInput): Scene {
  const { reading, state, width, height, theme } = input;
  const grid = gridOf(input);
  const arrived = reading.layers.reduce(n => n + 1, 0) + (reading.measures ? 1 : 0) + 2 * reading.rows.size;
  const link = `${grid.values?.title} ${grid.values?.meaning} ${input.comparison?.b.info.id}`;
  const key = [
    width,
    height,
    theme.name,
    state.scale,
    state.cell,
    thumbnails(input),
    state.pair,
    arrived,
    link,
    input.effects && `${input.effects.id} ${input.effects.measured}`,
  ].join('|');
  if (kept?.key === key && kept.reading === reading) return kept.scene;
  let ofReading = scenes.get(reading);
  if (!ofReading) {
    ofReading = new Map();
    scenes.set(reading, ofReading);
  }
  let scene = ofReading.get(key);
  if (!scene) {
    if (ofReading.size > 8) ofReading.clear();
    scene = draw(input, grid);
    ofReading.set(key, scene);
  }
  kept = { key, reading, scene };
  return scene;
}

function draw(input: ViewInput, grid: Grid): Scene {
  const { reading, theme } = input;
  const { layers, heads } = reading.info.model;
  const marks: Mark[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      const box = cellBox(grid.place, layer, head);
      marks.push({ kind: 'rect', ...box, fill: theme.grid, target: { head: [layer, head] } });
      marks.push(...content(input, grid, [layer, head], box));
    }
  }
  return { width: grid.place.width, height: grid.place.height, background: theme.bg, marks };
}

function content(input: ViewInput, grid: Grid, id: HeadId, box: Box): Mark[] {
  const { reading, state, theme } = input;
  if (grid.form === 'effect')
    return effectCell(input.effects!, id[0] * reading.heads + id[1], id, box, theme);
  if (grid.form === 'value') return valueCell(input, grid, id, box);
  const layer = reading.layers[id[0]];
  if (!layer) return [];
  const mode = thumbnails(input);
  const draw = grid.form === 'lines' ? linesCell : matrixCell;
  const cell = draw(reading, id, mode, state.pair, box, theme);
  return mode === 'shown' ? [cell] : [cell, ...gauge(input, box, layer.parked[id[1]])];
}

/** How much of the head's weight is parked and not shown, at the left edge of the cell. */
function gauge({ theme }: ViewInput, box: Box, share: number): Mark[] {
  const width = box.height >= 30 ? 3 : 2;
  const height = box.height * share;
  return [
    { kind: 'rect', x: box.x, y: box.y, width: width + 1, height: box.height, fill: theme.bg },
    { kind: 'rect', x: box.x, y: box.y + box.height - height, width, height, fill: theme.faint },
  ];
}

function valueCell({ reading, theme }: ViewInput, { place, values }: Grid, id: HeadId, box: Box): Mark[] {
  const value = values!.values[id[0] * reading.heads + id[1]];
  const target = { head: id, value };
  if (values!.signed) return signedCell(value, largestSize(values!), place.cell, theme, id, box);
  if (Number.isNaN(value)) return [];
  const greatest = values!.values.reduce((most, v) => (v > most ? v : most), 1e-6);
  const alpha = measureOpacity(value / greatest, theme);
  const marks: Mark[] = [{ kind: 'rect', ...box, fill: theme.sequence, opacity: alpha, target }];
  if (place.cell < 34 || value < 0.01) return marks;
  const fill = readable(over(theme.grid, theme.sequence, alpha));
  const text = greatest > 1.5 ? short(value, 1) : short(value);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return [...marks, { kind: 'text', ...at, text, size: 11, weight: 500, fill, anchor: 'middle' }];
}

/** Axis numbers, chosen heads, and the one pointed at. */
function overlay(input: ViewInput): Scene {
  const { reading, state, hover, theme } = input;
  const { place } = gridOf(input);
  const marks = axes(input, place);
  state.heads.forEach((head, slot) => {
    const box = cellBox(place, ...head);
    marks.push(frame(box, 2, theme.bg, 2));
    const colour = headColour(theme, slot, state.heads.length);
    marks.push({ ...frame(box, 1, colour, 2), dash: headDash(slot) });
  });
  const { layers, heads } = reading.info.model;
  marks.push(...changeMarks(input, place));
  if (hover.head && hover.head[0] < layers && hover.head[1] < heads) {
    marks.push(frame(cellBox(place, ...hover.head), 1.25, theme.ink, 1.5));
  }
  return { width: place.width, height: place.height, background: theme.bg, marks };
}

function frame(box: Box, out: number, stroke: string, strokeWidth: number) {
  const { x, y, width, height } = box;
  const around = { x: x - out, y: y - out, width: width + 2 * out, height: height + 2 * out };
  return { kind: 'rect', ...around, stroke, strokeWidth } as const;
}

function axes({ hover, theme }: ViewInput, place: GridPlace): Mark[] {
  const size = place.cell >= 16 ? 11 : 10;
  const marks: Mark[] = [];
  const every = place.wide >= 15 ? 1 : place.wide >= 8 ? 4 : 8;
  const rowsEvery = place.cell >= 11 ? 1 : 5;
  for (let block = 0; block < place.blocks; block++) {
    const first = block * place.rows;
    for (let head = 0; head < place.heads; head++) {
      const on = hover.head?.[1] === head;
      if (head % every !== 0 && !on) continue;
      const box = cellBox(place, Math.min(first, place.layers - 1), head);
      const at = { x: box.x + box.width / 2, y: place.top - 9 };
      const fill = on ? theme.ink : theme.muted;
      marks.push({ kind: 'text', ...at, text: String(head), size, fill, anchor: 'middle' });
    }
    for (let layer = first; layer < Math.min(place.layers, first + place.rows); layer++) {
      const on = hover.head?.[0] === layer;
      if (layer % rowsEvery !== 0 && !on) continue;
      const box = cellBox(place, layer, 0);
      const at = { x: box.x - 7, y: box.y + box.height / 2 };
      const fill = on ? theme.ink : theme.muted;
      marks.push({ kind: 'text', ...at, text: String(layer), size, fill, anchor: 'end' });
    }
  }
  return marks;
}

/** Every measure of every head, in the order of the ranking where there is one. */
function table(input: ViewInput): Table {
  const { reading, state, hover } = input;
  const measures = reading.measures?.measures ?? [];
  const effects = state.cell === 'effect' ? input.effects : undefined;
  const values = effects
    ? rankedValues(reading, state, hover)
    : (contrastIn(input) ?? rankedValues(reading, state, hover));
  const order = effects ? effectOrder(effects) : values ? ranking(values) : [];
  const rest = Array.from({ length: reading.info.model.layers * reading.heads }, (_, i) => i);
  const rows = [...order, ...rest.filter(i => !order.includes(i))].map(i => {
    const id: HeadId = [Math.floor(i / reading.heads), i % reading.heads];
    const parked = reading.parkedShare(id);
    const chosen = state.heads.some(head => sameHead(head, id)) ? 'chosen' : '';
    return [
      headName(id),
      chosen,
      parked === null ? '' : exact(parked),
      ...(input.effects ? [effectWords(input.effects.changes[i])] : []),
      ...(values
        ? [
            Number.isNaN(values.values[i])
              ? 'too few'
              : values.signed
                ? signed(values.values[i], 3)
                : exact(values.values[i]),
          ]
        : []),
      ...measures.map(m => (m.values[i] === null ? '' : exact(m.values[i]!))),
    ];
  });
  return {
    caption: `All ${reading.info.model.layers} × ${reading.heads} heads; parked weight ${parkedMode(state)}`,
    columns: [
      'head',
      '',
      'parked',
      ...(input.effects ? ['effect'] : []),
      ...(values ? [values.title] : []),
      ...measures.map(m => m.name),
    ],
    rows,
  };
}
