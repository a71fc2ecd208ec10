import { type Reading, tokenLabel } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import type { ParkedMode } from '../../reading/weights';
import { filteredRow } from '../../reading/weights';
import { exact, short } from '../../scales/format';
import type { Theme } from '../../scales/theme';
import type { Mark, Scene } from '../../scene/scene';
import { linesCell, matrixCell } from './cells';

/** Texts up to it are previewed with their words. */
const words = 16;

/** A cell of the grid, large: lines between the words of a short text, else the matrix. */
export function previewScene(reading: Reading, head: HeadId, mode: ParkedMode, theme: Theme): Scene | null {
  if (!reading.layers[head[0]]) return null;
  if (reading.count > words || reading.blockTokens > 1) {
    const box = { x: 0, y: 0, width: 160, height: 160 };
    const ground: Mark = { kind: 'rect', ...box, fill: theme.grid };
    return scene(160, 160, theme, [ground, matrixCell(reading, head, mode, 'all', box, theme)]);
  }
  const row = 16;
  const height = reading.count * row;
  const box = { x: 84, y: 0, width: 92, height: height + 6 - row };
  const lines = linesCell(reading, head, mode, 'all', box, theme);
  const labels = reading.info.tokens.flatMap((_, index): Mark[] => {
    const at = {
      y: 3 + index * row,
      text: tokenLabel(reading, index),
      size: 11,
      fill: theme.ink,
      maxWidth: 78,
    };
    return [
      { kind: 'text', x: 82, anchor: 'end', ...at },
      { kind: 'text', x: 178, anchor: 'start', ...at },
    ];
  });
  const marks = [{ ...lines, stroke: theme.ink, clip: undefined }, ...labels].map(mark => lower(mark));
  return scene(260, height + 8, theme, marks);
}

function scene(width: number, height: number, theme: Theme, marks: Mark[]): Scene {
  return { width, height, background: theme.raised, marks };
}

/** Room for half a line of text above the first row. */
function lower(mark: Mark): Mark {
  if (mark.kind === 'text') return { ...mark, y: mark.y + 6 };
  if (mark.kind !== 'lines') return mark;
  return { ...mark, values: mark.values.map((v, i) => (i % 5 === 1 || i % 5 === 3 ? v + 6 : v)) };
}

/** The head's strongest links in words, from exact weights; nothing until they are here. */
export function strongestLinks(reading: Reading, head: HeadId, mode: ParkedMode, count: number): string[] {
  const links: { query: number; key: number; weight: number }[] = [];
  for (let query = 0; query < reading.count; query++) {
    const row = filteredRow(reading, { parked: mode, pair: 'all' }, head, query);
    if (!row) return [];
    for (let key = 0; key < row.weights.length; key++) {
      if (row.weights[key] > 0.02) links.push({ query, key, weight: row.weights[key] });
    }
  }
  return links
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count)
    .map(l => `“${tokenLabel(reading, l.query)}” → “${tokenLabel(reading, l.key)}” ${exact(l.weight)}`);
}

/** All measures of a head in one line each: value and chance. */
export function measureLines(reading: Reading, head: HeadId): string[] {
  const index = head[0] * reading.heads + head[1];
  return (reading.measures?.measures ?? [])
    .filter(m => m.values[index] !== null)
    .map(
      m => `${m.name.replace('-', ' ')} ${short(m.values[index]!)} (chance ${short(m.chances[index] ?? 0)})`,
    );
}
