import { underline, underlineHeight } from '../../scales/underline';
import type { Line, Mark, Rect, Text } from '../../scene/scene';
import { type Layout, rowY } from './layout';
import { cutAt, textWidth } from './measure';
import { names } from './names';
import type { Panel } from './panel';
import type { Row } from './rows';

const inset = 6;
const contextSize = 12;

type Side = 'query' | 'key';

/** Both columns of tokens: beams behind the words, then the words. */
export function tokenMarks(panel: Panel, layout: Layout): Mark[] {
  const left = panel.left.flatMap((row, i) => rowMarks(panel, layout, 'query', row, i));
  const right = panel.right.flatMap((row, i) => rowMarks(panel, layout, 'key', row, i));
  return [...left, ...right];
}

function rowMarks(panel: Panel, layout: Layout, side: Side, row: Row, index: number): Mark[] {
  if (row.kind === 'gap') return [gapText(panel, layout, row.tokens, index)];
  const word = wordText(panel, layout, side, row, index);
  const beside = side === 'key' ? besides(panel, layout, row, word) : [];
  const beam = beamBehind(panel, layout, side, word);
  return [...(beam ? [beam] : []), ...underlineBelow(panel, layout, side, word), word, ...beside];
}

type TokenRow = Row & { kind: 'token' };

function wordText(panel: Panel, layout: Layout, side: Side, row: TokenRow, index: number): Text {
  const { left, right, size } = layout;
  const text = (panel.names ?? names(panel.reading)).labels[row.token];
  const x =
    side === 'query' ? left[1] - inset : right[0] + inset + (row.before ? beforeWidth(row.before) : 0);
  const lit = isFocused(panel, side, row.token) || isPinned(panel, side, row.token);
  return {
    kind: 'text',
    x,
    y: rowY(layout, index),
    text,
    size,
    fill: lit ? panel.theme.beamInk : panel.theme.ink,
    anchor: side === 'query' ? 'end' : 'start',
    ...cutAt(roomAt(layout, side, x), text, size),
    token: { side, index: row.token },
  };
}

const roomAt = ({ left, right }: Layout, side: Side, x: number): number =>
  side === 'query' ? x - left[0] - inset : right[1] - inset - x;

const widthOf = (word: Text): number => word.maxWidth ?? textWidth(word.text, word.size);

const mostContext = 44;

const beforeWidth = (text: string): number => Math.min(mostContext, textWidth(text, contextSize)) + 5;

/** The words beside a key whose neighbours are not listed. */
function besides(panel: Panel, layout: Layout, row: TokenRow, word: Text): Text[] {
  const common = { kind: 'text', y: word.y + 0.5, size: contextSize, fill: panel.theme.muted } as const;
  const out: Text[] = [];
  if (row.before) {
    const cut = cutAt(mostContext, row.before, contextSize);
    out.push({ ...common, x: layout.right[0] + inset, text: row.before, ...cut });
  }
  const x = word.x + widthOf(word) + 5;
  const room = layout.right[1] - 2 - x;
  if (row.after && room > 16)
    out.push({ ...common, x, text: row.after, ...cutAt(room, row.after, contextSize) });
  return out;
}

function beamBehind(panel: Panel, layout: Layout, side: Side, word: Text): Rect | null {
  const { token } = word;
  const pinned = isPinned(panel, side, token!.index);
  if (!pinned && !isFocused(panel, side, token!.index)) return null;
  const width = widthOf(word) + 10;
  const marked = panel.marks?.tokens.has(token!.index);
  const height = Math.min(layout.row - 2, word.size + (marked ? 14 : 8));
  return {
    kind: 'rect',
    x: side === 'query' ? word.x - width + 5 : word.x - 5,
    y: word.y - height / 2,
    width,
    height,
    radius: 4,
    fill: panel.theme.beam,
    stroke: pinned ? panel.theme.lamp : undefined,
    strokeWidth: pinned ? 1.5 : undefined,
  };
}

/** Of a marked word; every token of it has its own. */
function underlineBelow({ marks, theme }: Panel, layout: Layout, side: Side, word: Text): Line[] {
  const mark = marks?.tokens.get(word.token!.index);
  if (!mark) return [];
  const { lines, stroke } = underline(theme, mark.category);
  const room = layout.row / 2 - underlineHeight + 1;
  const top = word.y + Math.min(room, 0.35 * word.size + 3);
  const [x0, x1] = side === 'query' ? [word.x - widthOf(word), word.x] : [word.x, word.x + widthOf(word)];
  return lines.map(({ y, width, dash }) => {
    return { kind: 'line', x0, y0: top + y, x1, y1: top + y, stroke, width, dash };
  });
}

function isFocused({ focus }: Panel, side: Side, token: number): boolean {
  return (side === 'query' ? focus.queries : focus.keys).includes(token);
}

function isPinned({ pins }: Panel, side: Side, token: number): boolean {
  return (side === 'query' ? pins.queries : pins.keys).includes(token);
}

function gapText({ theme }: Panel, layout: Layout, tokens: number, index: number): Text {
  return {
    kind: 'text',
    x: layout.right[0] + inset,
    y: rowY(layout, index),
    text: `⋯ ${tokens} ${tokens === 1 ? 'token' : 'tokens'}`,
    size: contextSize,
    fill: theme.muted,
    maxWidth: layout.right[1] - layout.right[0] - inset,
  };
}
