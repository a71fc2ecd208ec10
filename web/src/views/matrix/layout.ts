import type { Box } from '../head/layout';
import type { ViewInput } from '../view';

export interface MatrixLayout {
  /** Of the square. */
  x: number;
  y: number;
  side: number;
  /** Pixels of the pattern in a row. */
  pixels: number;
  /** Where the heading over the lines stands. */
  title: { x: number; y: number; width: number };
  panel: Box;
  /** Rows that fit into a column. */
  most: number;
}

const margin = 16;
const gutter = 28;
const headingHeight = 34;
export const captionHeight = 60;
const titleHeight = 26;
const leastSide = 150;
const leastPanel = 430;
const rowHeight = 18;

/** The matrix beside its lines, or above them where it is narrow. */
export function matrixLayout(input: ViewInput): MatrixLayout {
  return input.width < 640 ? stacked(input) : sideBySide(input);
}

function sideBySide({ width, height, reading }: ViewInput): MatrixLayout {
  const room = Math.min(width - margin - gutter - leastPanel, height - headingHeight - captionHeight);
  const { side, pixels } = fitting(room, reading.count);
  const x = margin + side + gutter;
  const title = { x, y: 14, width: width - x };
  const panel = { x, y: titleHeight, width: width - x, height: Math.max(240, height - titleHeight) };
  return { x: margin, y: headingHeight, side, pixels, title, panel, most: rowsIn(panel) };
}

function stacked({ width, height, reading }: ViewInput): MatrixLayout {
  const { side, pixels } = fitting(Math.min(width - 2 * margin, 260), reading.count);
  const y = headingHeight + side + captionHeight;
  const title = { x: margin, y: y + 14, width: width - 2 * margin };
  const panel = { x: 0, y: y + titleHeight, width, height: Math.max(480, height - y - titleHeight) };
  return { x: (width - side) / 2, y: headingHeight, side, pixels, title, panel, most: rowsIn(panel) };
}

/** Whole pixels per token where there is room for all, else as many pixels as there are. */
function fitting(room: number, tokens: number): { side: number; pixels: number } {
  const most = Math.max(leastSide, Math.floor(room));
  return tokens <= most
    ? { side: tokens * Math.floor(most / tokens), pixels: tokens }
    : { side: most, pixels: most };
}

const rowsIn = ({ height }: Box): number => Math.max(12, Math.floor((height - 38) / rowHeight));
