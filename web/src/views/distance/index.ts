import { headName, type Reading } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import { filteredRow, sees } from '../../reading/weights';
import { exact } from '../../scales/format';
import { headColour } from '../../scales/theme';
import type { Mark, Scene, Table } from '../../scene/scene';
import { filtersOf } from '../../state/state';
import type { View, ViewInput } from '../view';

/** How far the chosen heads look: mean weight by distance, over the queries that have a key there. */
export const distanceView: View = { name: 'distance', scene, table };

const farthest = 20;

export function byDistance({ reading, state }: ViewInput, head: HeadId): number[] {
  const distances = Math.min(farthest, reading.count - 1) + 1;
  return Array.from({ length: distances }, (_, distance) => meanAt(reading, state, head, distance));
}

function meanAt(reading: Reading, state: ViewInput['state'], head: HeadId, distance: number): number {
  let sum = 0;
  let count = 0;
  for (let query = distance; query < reading.count; query++) {
    if (!sees(reading, head[0], query, query - distance)) continue;
    sum += filteredRow(reading, filtersOf(state), head, query)?.weights[query - distance] ?? 0;
    count++;
  }
  return count ? sum / count : 0;
}

function scene(input: ViewInput): Scene {
  const { state, width, height, theme } = input;
  const [left, bottom] = [34, height - 28];
  const step = (width - left - 8) / (farthest + 1);
  const marks: Mark[] = [
    { kind: 'line', x0: left, y0: bottom, x1: width - 8, y1: bottom, stroke: theme.rule, width: 1 },
    { kind: 'text', x: left, y: height - 8, text: 'tokens back', size: 11, fill: theme.muted },
  ];
  for (let distance = 0; distance <= farthest; distance += 5) {
    const x = left + (distance + 0.5) * step;
    marks.push({
      kind: 'text',
      x,
      y: bottom + 10,
      text: `${distance}`,
      size: 11,
      fill: theme.muted,
      anchor: 'middle',
    });
  }
  state.heads.forEach((head, slot) => {
    const fill = headColour(theme, slot, state.heads.length);
    const wide = (step - 2) / state.heads.length;
    byDistance(input, head).forEach((value, distance) => {
      const high = value * (bottom - 12);
      const x = left + distance * step + slot * wide;
      const target = { head, value, tip: [headName(head), `${distance} back: ${exact(value)}`] };
      marks.push({ kind: 'rect', x, y: bottom - high, width: wide, height: high, fill, target });
    });
  });
  return { width, height, background: theme.bg, marks };
}

function table(input: ViewInput): Table {
  const { heads } = input.state;
  const columns = heads.map(head => byDistance(input, head));
  return {
    caption: 'Mean weight by distance',
    columns: ['tokens back', ...heads.map(headName)],
    rows: columns[0].map((_, distance) => [`${distance}`, ...columns.map(values => exact(values[distance]))]),
  };
}
