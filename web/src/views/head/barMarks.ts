import { short } from '../../scales/format';
import type { Mark, Rect, Target, Text } from '../../scene/scene';
import { type BarRow, type Bars, hasWritten, largestOf, leftBars, meanOf, rightBars } from './barData';
import { type Layout, rowY } from './layout';
import { fadedOpacity } from './lines';
import { manyHeads } from './links';
import { textWidth } from './measure';
import type { Panel } from './panel';
import type { Targets } from './tips';

const numberSize = 11.5;
const nameSize = 11;
const least = 0.004;
const printedFrom = 0.015;

/** One column of bars: where it starts, where it grows to, how long a weight of 1 is. */
interface Column {
  panel: Panel;
  layout: Layout;
  targets: Targets;
  bars: Bars;
  x: number;
  direction: 1 | -1;
  unit: number;
}

export function barMarks(panel: Panel, layout: Layout, targets: Targets): Mark[] {
  const common = { panel, layout, targets };
  const bars = rightBars(panel);
  const second = hasWritten(panel) ? layout.second : null;
  const [x, end] = layout.bars;
  const many = panel.heads.length >= manyHeads;
  const counts = bars.kind === 'received' && showsCounts(panel, layout);
  const unit = second !== null ? 78 : Math.max(8, end - x - (many ? 66 : 34) - (counts ? 36 : 0));
  const out = columnMarks({ ...common, bars, x, direction: 1, unit });
  if (second !== null) out.push(...writtenMarks(panel, layout, second, targets));
  if (counts) out.push(...countMarks(panel, layout, bars));
  const left = layout.leftBars && leftBars(panel);
  if (!left) return out;
  const [start, base] = layout.leftBars!;
  const reach = Math.min(80, base - start - (many ? 70 : 44));
  return [
    ...out,
    ...columnMarks({ ...common, bars: left, x: base - 4, direction: -1, unit: Math.max(8, reach) }),
  ];
}

/** The number of queries behind a mean stands at the right where there is room; else in the tooltip. */
export function showsCounts(panel: Panel, { bars, compact }: Layout): boolean {
  return !compact && bars[1] - bars[0] >= 180 && panel.heads.some(head => head.condition === 'ready');
}

function columnMarks(column: Column): Mark[] {
  const mark = column.panel.heads.length >= manyHeads ? meanAndTicks : stacked;
  return column.bars.rows.flatMap(row => mark(column, row));
}

/** One bar per head in the token's row. */
function stacked(column: Column, row: BarRow): Mark[] {
  const { panel, layout, bars } = column;
  const n = panel.heads.length;
  const thick = Math.max(2, Math.min(9, (layout.row - 6) / n));
  const top = rowY(layout, row.index) - (n * thick) / 2;
  const marks: Mark[] = row.values.flatMap((value, head) => {
    if (value === null || value <= least) return [];
    const length = Math.max(1, Math.min(1, value) * column.unit);
    const box = { y: top + head * thick, height: Math.max(1, thick - (n > 1 ? 1 : 0)) };
    const grey = bars.kind === 'received';
    const { colour, faded } = panel.heads[head];
    const fill = grey ? panel.theme.faint : colour;
    const opacity = (grey ? 0.55 : 1) * (faded ? fadedOpacity : 1);
    return [bar(column, 0, length, { ...box, fill, opacity, target: barTarget(column, row, head, value) })];
  });
  const best = largestOf(panel, row);
  if (best >= 0 && row.values[best]! >= printedFrom) marks.push(number(column, row, row.values[best]!));
  return marks;
}

/** Too many heads for bars of their own: their mean, one tick each, and the name of the largest. */
function meanAndTicks(column: Column, row: BarRow): Mark[] {
  const { panel, layout, bars, unit } = column;
  const y = rowY(layout, row.index);
  const mean = meanOf(row);
  if (mean === null) return [];
  const half = Math.min(4, (layout.row - 6) / 2);
  const target: Target = { value: mean, tip: meanTip(column, row, mean) };
  const common = { y: y - half, height: 2 * half, fill: panel.theme.faint, opacity: 0.5, target };
  const marks: Mark[] = mean > least ? [bar(column, 0, Math.max(1, mean * unit), common)] : [];
  if (bars.kind === 'received') {
    if (mean >= printedFrom) marks.push(number(column, row, mean));
    return marks;
  }
  row.values.forEach((value, head) => {
    if (value === null || value <= least) return;
    const { colour, faded } = panel.heads[head];
    const box = { y: y - half - 2, height: 2 * half + 4, fill: colour, opacity: faded ? fadedOpacity : 1 };
    const at = Math.min(1, value) * unit;
    marks.push(bar(column, at - 1, at + 1, { ...box, target: barTarget(column, row, head, value) }));
  });
  const best = largestOf(panel, row);
  if (best < 0 || row.values[best]! < 0.03) return marks;
  const text = number(column, row, row.values[best]!);
  return [...marks, text, headLabel(column, text, best)];
}

function meanTip({ panel, bars }: Column, row: BarRow, mean: number): string[] {
  const what = bars.kind === 'received' ? 'mean weight received' : 'mean';
  const best = largestOf(panel, row);
  return [
    `${panel.heads.length} heads`,
    `${what} ${short(mean, 3)}`,
    ...(best < 0 ? [] : [`largest ${panel.heads[best].name}`]),
  ];
}

function bar(
  { x, direction }: Column,
  from: number,
  to: number,
  rest: Pick<Rect, 'y' | 'height' | 'fill' | 'opacity' | 'target'>,
): Rect {
  return { kind: 'rect', x: direction > 0 ? x + from : x - to, width: to - from, ...rest };
}

function number({ panel, layout, bars, x, direction, unit }: Column, row: BarRow, value: number): Text {
  const strong = value >= 0.1 && bars.kind !== 'received';
  return {
    kind: 'text',
    x: x + direction * (Math.min(1, value) * unit + 5),
    y: rowY(layout, row.index) + 0.5,
    text: short(value),
    size: numberSize,
    weight: 500,
    fill: strong ? panel.theme.ink : panel.theme.muted,
    anchor: direction > 0 ? 'start' : 'end',
  };
}

function headLabel({ panel, direction }: Column, beside: Text, head: number): Text {
  const { name } = panel.heads[head];
  const x = beside.x + direction * (textWidth(beside.text, numberSize) + 6);
  return { ...beside, x, text: name, size: nameSize, weight: 400, fill: panel.theme.muted };
}

function barTarget({ panel, targets, bars }: Column, row: BarRow, head: number, value: number): Target {
  const { queries, keys } = panel.focus;
  const n = row.counts[head];
  if (bars.kind === 'weight' && n === 1) return targets.link(head, queries[0], row.token, value);
  if (bars.kind === 'sum' && n === 1) return targets.link(head, row.token, keys[0], value);
  if (bars.kind === 'weight') return targets.summary(head, row.token, value, `mean weight from ${n} tokens`);
  if (bars.kind === 'sum') return targets.summary(head, row.token, value, `sum of the weight to ${n} tokens`);
  return targets.summary(head, row.token, value, `mean weight received from ${n} queries`);
}

const writtenUnit = 66;

/** What arrives: weight times the length of the written vector, as a share of the row. */
function writtenMarks(panel: Panel, layout: Layout, x: number, targets: Targets): Mark[] {
  const query = panel.focus.queries[0];
  return panel.right.flatMap((row, index): Mark[] => {
    const share = row.kind === 'token' ? targets.share(0, query, row.token) : null;
    if (row.kind !== 'token' || share === null || share <= least) return [];
    const y = rowY(layout, index);
    const half = Math.min(9, layout.row - 6) / 2 - 0.6;
    const width = Math.max(1, share * writtenUnit);
    const target = {
      ...targets.link(0, query, row.token, panel.heads[0].rows.get(query)!.weights[row.token]),
    };
    target.value = share;
    const box = { x: x + 0.6, y: y - half, width, height: 2 * half };
    const out: Mark[] = [{ kind: 'rect', ...box, stroke: panel.heads[0].colour, strokeWidth: 1.25, target }];
    if (share < printedFrom) return out;
    const fill = share >= 0.1 ? panel.theme.ink : panel.theme.muted;
    const text = {
      x: x + width + 6,
      y: y + 0.5,
      text: short(share),
      size: numberSize,
      weight: 500,
      fill,
    } as const;
    return [...out, { kind: 'text', ...text }];
  });
}

function countMarks({ theme }: Panel, layout: Layout, bars: Bars): Text[] {
  return bars.rows.flatMap(({ index, counts, values }): Text[] => {
    const known = counts.filter((_, head) => values[head]);
    if (!known.length) return [];
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const text = low === high ? String(low) : `${low}–${high}`;
    const place = { x: layout.bars[1] - 8, y: rowY(layout, index) + 0.5, anchor: 'end' } as const;
    return [{ kind: 'text', ...place, text, size: 11, fill: theme.muted }];
  });
}
