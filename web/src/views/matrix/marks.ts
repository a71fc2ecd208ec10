import { headName } from '../../reading/reading';
import { percent } from '../../scales/format';
import type { Mark, Text } from '../../scene/scene';
import { cutAt, fitting, textWidth, wrapped } from '../head/measure';
import type { Panel, ShownHead } from '../head/panel';
import type { MatrixLayout } from './layout';
import { patternPixels, visiblePixels } from './raster';
import type { Window } from './window';

const size = 12;

/** The square with its heading, the window on it and what stands below. */
export function matrixMarks(panel: Panel, window: Window, layout: MatrixLayout): Mark[] {
  const { theme, reading } = panel;
  const { x, y, side } = layout;
  const frame = { x: x - 0.5, y: y - 0.5, width: side + 1, height: side + 1 };
  return [
    ...headingMarks(panel, layout),
    ...patternMarks(panel, layout),
    { kind: 'rect', ...frame, stroke: theme.rule, strokeWidth: 1 },
    ...(window.queries.length ? windowMarks(panel, window, layout, side / reading.count) : []),
    ...captionMarks(panel, layout),
  ];
}

function headingMarks({ heads, preview, reading, theme }: Panel, { x, side }: MatrixLayout): Text[] {
  const n = reading.count;
  const name = `${preview ? 'preview of ' : ''}${heads[0].name}`;
  const bold = `${name}, all ${n} × ${n}`;
  const start = x + textWidth(bold, size) * 1.06 + 6;
  const room = x + side - start;
  const rest = fitting(
    room,
    size,
    'row looks, column is looked at; drag the window',
    'row looks, column is looked at',
    '',
  );
  const common = { kind: 'text', y: 14, size } as const;
  const head: Text = { ...common, x, text: bold, weight: 600, fill: theme.ink };
  return rest && textWidth(rest, size) <= room
    ? [head, { ...common, x: start, text: rest, fill: theme.muted }]
    : [head];
}

function patternMarks({ heads, reading, filters, theme }: Panel, layout: MatrixLayout): Mark[] {
  const { x, y, side, pixels } = layout;
  const { id } = heads[0];
  const place = { x, y, width: side, height: side, columns: pixels, rows: pixels };
  const ground = visiblePixels(reading, id[0], pixels).alpha;
  const pattern = patternPixels(reading, filters, id, pixels, theme);
  const marks: Mark[] = [{ kind: 'raster', ...place, alpha: ground, fill: theme.grid }];
  if (!pattern?.finite) return [...marks, ...missing(heads[0], !pattern, layout, theme.muted)];
  const target = { head: id, tip: [headName(id)] };
  return [...marks, { kind: 'raster', ...place, alpha: pattern.alpha, fill: theme.sequence, target }];
}

function missing(
  { id, name }: ShownHead,
  loading: boolean,
  { x, y, side }: MatrixLayout,
  fill: string,
): Text[] {
  const text = loading ? `Loading layer ${id[0]}…` : `${name} holds values that are no numbers`;
  const lines = wrapped(text, side - 16, 13);
  const top = y + side / 2 - (lines.length - 1) * 9;
  return lines.map((line, i) => {
    return { kind: 'text', x: x + side / 2, y: top + 18 * i, text: line, size: 13, fill, anchor: 'middle' };
  });
}

/** The frame around the window's queries; ticks below it show where the listed keys are. */
function windowMarks(panel: Panel, { queries }: Window, { x, y, side }: MatrixLayout, unit: number): Mark[] {
  const { reading, theme } = panel;
  const [first, last] = [queries[0], queries[queries.length - 1]];
  const top = y + first * unit;
  const height = (last + 1 - first) * unit;
  const width = reading.causal ? (last + 1) * unit : side;
  const stroke = { stroke: theme.ink, strokeWidth: 1.25 };
  const frame: Mark = { kind: 'rect', x, y: top, width, height, ...stroke, target: { window: first } };
  const tick = Math.max(1.5, Math.min(3, unit));
  const ticks = [...panel.rightAt.keys()].map((key): Mark => {
    const left = Math.min(x + side - tick, x + (key + 0.5) * unit - tick / 2);
    return { kind: 'rect', x: left, y: top + height + 1, width: tick, height: 5, fill: theme.ink };
  });
  return [frame, ...ticks];
}

function captionMarks({ rightAt, reading, theme }: Panel, layout: MatrixLayout): Text[] {
  const { x, y, side, pixels } = layout;
  const keys = rightAt.size === 1 ? 'the key' : `the ${rightAt.size} keys`;
  const said = [`ticks below the window: ${keys} listed`];
  if (pixels < reading.count) {
    const per = (reading.count / pixels).toFixed(1).replace(/\.0$/, '');
    said.unshift(`a pixel is ${per} × ${per} tokens: mean over queries of the sum over keys`);
  }
  const lines = said.flatMap(text => wrapped(text, side, size)).slice(0, 3);
  return lines.map((text, i) => {
    return { kind: 'text', x, y: y + side + 16 + 16 * i, text, size, fill: theme.muted };
  });
}

/** Which tokens the lines are of, and how much of their weight the listed keys hold. */
export function titleMarks(panel: Panel, { queries }: Window, { title }: MatrixLayout): Text[] {
  if (!queries.length) return [];
  const { x, y, width } = title;
  const bold = `Tokens ${queries[0]}–${queries[queries.length - 1]}`;
  const start = x + textWidth(bold, size) * 1.06 + 4;
  const share = keptShare(panel);
  const holds = panel.rightAt.size === 1 ? 'key that holds' : 'keys that hold';
  const many = panel.heads.length > 1 ? `, ${panel.heads.length} heads` : '';
  const held = share === null ? '' : `and the ${holds} ${percent(share)} of their weight${many}`;
  const common = { kind: 'text', y, size } as const;
  const rest: Text = {
    ...common,
    x: start,
    text: held,
    fill: panel.theme.muted,
    ...cutAt(x + width - start, held, size),
  };
  return [{ ...common, x, text: bold, weight: 600, fill: panel.theme.ink }, ...(held ? [rest] : [])];
}

/** Of all weight of the window's queries; what is hidden or outside the pair counts as not held. */
export function keptShare(panel: Panel): number | null {
  let held = 0;
  let all = 0;
  for (const { id, rows } of panel.heads) {
    for (const [query, { weights }] of rows) {
      const row = panel.reading.row(id, query)!;
      for (let key = 0; key < row.length; key++) {
        all += row[key];
        if (weights[key] > 0 && panel.rightAt.has(key)) held += row[key];
      }
    }
  }
  return all > 0 ? held / all : null;
}
