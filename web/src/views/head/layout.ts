import type { Row } from './rows';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Span = readonly [from: number, to: number];

/** Where the columns and rows of a panel are. */
export interface Layout {
  box: Box;
  compact: boolean;
  /** Null where there is no room for bars beside the queries. */
  leftBars: Span | null;
  left: Span;
  lines: Span;
  right: Span;
  bars: Span;
  /** Left edge of the second column of bars; null where there is no room for one. */
  second: number | null;
  top: number;
  row: number;
  /** Of token texts. */
  size: number;
  height: number;
}

export interface Needs {
  left: readonly Row[];
  right: readonly Row[];
  /** Keys carry the words beside them. */
  context: boolean;
  /** Numbers at bars carry the name of a head. */
  named: boolean;
  touch: boolean;
}

export const headingHeight = 30;
const foot = 8;
const gap = 12;
const contextWidth = 56;

export function layoutOf(box: Box, needs: Needs): Layout {
  const compact = box.width < 560;
  const columns = compact ? compactColumns(box, needs) : wideColumns(box, needs);
  const n = Math.max(1, needs.left.length, needs.right.length);
  const most = n <= 16 ? 36 : 28;
  const fits = Math.floor((box.height - headingHeight - foot) / n);
  const row = Math.max(needs.touch ? 24 : 15, Math.min(most, fits));
  const size = row >= 30 ? 15 : row >= 18 ? 14 : 12.5;
  const height = headingHeight + n * row + foot;
  return { box, compact, ...columns, top: box.y + headingHeight, row, size, height };
}

export const rowY = ({ top, row }: Layout, index: number): number => top + (index + 0.5) * row;

type Columns = Pick<Layout, 'leftBars' | 'left' | 'lines' | 'right' | 'bars' | 'second'>;

const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));

function wideColumns({ x, width }: Box, { context }: Needs): Columns {
  const [side, token] = [96, 100];
  const extra = context ? contextWidth : 0;
  const fixed = side + 2 * token + 2 * gap + 4 + extra;
  const bars = clamp(140, width - fixed - 300, 236);
  const lines = clamp(70, width - fixed - bars, 400);
  const start = x + Math.max(0, (width - fixed - lines - bars) / 2);
  const columns = columnsFrom(start + side, token, lines, token + extra, bars);
  return { ...columns, leftBars: [start, start + side], second: bars >= 205 ? columns.bars[0] + 126 : null };
}

function compactColumns({ x, width }: Box, { context, named }: Needs): Columns {
  const side = 6;
  const extra = context ? contextWidth : 0;
  const bars = clamp(72, width * 0.28, (context ? 84 : 104) + (named ? 28 : 0));
  const free = width - side - 2 * gap - 4 - bars;
  const token = clamp(30, (free - extra - 70) / 2, 84);
  const lines = clamp(20, free - 2 * token - extra, 180);
  const start = x + Math.max(0, (free - 2 * token - extra - lines) / 2);
  return { ...columnsFrom(start + side, token, lines, token + extra, bars), leftBars: null, second: null };
}

function columnsFrom(x: number, left: number, lines: number, right: number, bars: number) {
  const lines0 = x + left + gap;
  const right0 = lines0 + lines + gap;
  const bars0 = right0 + right + 4;
  return {
    left: [x, x + left],
    lines: [lines0, lines0 + lines],
    right: [right0, right0 + right],
    bars: [bars0, bars0 + bars],
  } as const;
}
