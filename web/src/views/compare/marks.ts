import { signed } from '../../scales/format';
import { focusedOpacity, lineWidth, restingOpacity } from '../../scales/ramps';
import type { Curve, Mark, Target, Text } from '../../scene/scene';
import { type Box, headingHeight, type Layout, rowY } from '../head/layout';
import { fadedOpacity } from '../head/lines';
import { matches } from '../head/links';
import { cutAt, fitting } from '../head/measure';
import { messageMarks } from '../head/message';
import { hasFocus } from '../head/panel';
import { tokenMarks } from '../head/tokens';
import { type DifferencePanel, meanAt } from './panel';

/** Where the second text has more, besides its colour. */
export const dashOfB = [6, 3];

const titleHeight = 22;
const numberWidth = 40;

/** Columns of one head's panel: words, lines, words, bars to both sides of a zero line, numbers. */
export function differenceLayout(box: Box, rows: number, touch: boolean): Layout {
  const n = Math.max(1, rows);
  const foot = 8;
  const fits = Math.floor((box.height - titleHeight - headingHeight - foot) / n);
  const row = Math.max(touch ? 24 : 15, Math.min(n <= 16 ? 30 : 26, fits));
  const size = row >= 30 ? 15 : row >= 18 ? 14 : 12.5;
  const bars = Math.max(110, Math.min(230, box.width * 0.34));
  const token = Math.max(40, Math.min(100, (box.width - bars - 120) / 2));
  const lines = Math.max(40, Math.min(300, box.width - bars - 2 * token - 40));
  const x = box.x + Math.max(4, (box.width - bars - 2 * token - lines - 28) / 2);
  const [lines0, right0] = [x + token + 12, x + token + lines + 24];
  const top = box.y + titleHeight + headingHeight;
  return {
    box,
    compact: true,
    leftBars: null,
    left: [x, x + token],
    lines: [lines0, lines0 + lines],
    right: [right0, right0 + token],
    bars: [right0 + token + 4, right0 + token + 4 + bars],
    second: null,
    top,
    row,
    size,
    height: titleHeight + headingHeight + n * row + foot,
  };
}

export function differenceMarks(panel: DifferencePanel, layout: Layout): Mark[] {
  const message = panel.ready ? null : `Loading layer ${panel.heads[panel.slot].id[0]}…`;
  return [
    ...tokenMarks(panel, layout),
    ...lineMarks(panel, layout),
    ...barMarks(panel, layout),
    ...headings(panel, layout),
    ...(message ? messageMarks(panel, layout, message) : []),
  ];
}

const colourOf = ({ theme }: DifferencePanel, d: number): string => (d < 0 ? theme.b : theme.a);

function target(panel: DifferencePanel, query: number, key: number, d: number): Target {
  const { labels } = panel.names!;
  const { id, name } = panel.heads[panel.slot];
  const more = d < 0 ? 'more in B' : 'more in A';
  const tip = [`“${labels[query]}” → “${labels[key]}”`, name, `A − B ${signed(d, 3)}, ${more}`];
  return { head: id, link: { query, key }, value: d, tip };
}

/** Lines that are drawn, by query and key: |difference| from the reader's limit on. */
export function drawn(panel: DifferencePanel): { query: number; key: number; d: number }[] {
  const out: { query: number; key: number; d: number }[] = [];
  for (const [query, row] of panel.differences)
    for (const [key, d] of row)
      if (d !== 0 && Math.abs(d) >= panel.from && matches(panel, query, key)) out.push({ query, key, d });
  return out;
}

function lineMarks(panel: DifferencePanel, layout: Layout): Curve[] {
  const focus = hasFocus(panel);
  const { faded } = panel.heads[panel.slot];
  const links = drawn(panel).sort((x, y) => Math.abs(x.d) - Math.abs(y.d));
  return links.map(({ query, key, d }) => {
    const size = Math.abs(d);
    const stroke = colourOf(panel, d);
    const opacity = focus ? focusedOpacity(size, panel.theme, stroke) : restingOpacity(size);
    return {
      kind: 'curve',
      x0: layout.lines[0],
      y0: rowY(layout, panel.leftAt.get(query)!),
      x1: layout.lines[1],
      y1: rowY(layout, panel.rightAt.get(key)!),
      stroke,
      width: lineWidth(size),
      dash: d < 0 ? dashOfB : [],
      opacity: opacity * (faded ? fadedOpacity : 1),
      target: target(panel, query, key, d),
    };
  });
}

/** Where bars stand that show nothing, and how long a difference of 1 is. */
function zeroOf({ bars }: Layout): { zero: number; unit: number } {
  const unit = (bars[1] - bars[0] - numberWidth) / 2;
  return { zero: bars[0] + unit, unit };
}

function barMarks(panel: DifferencePanel, layout: Layout): Mark[] {
  const { theme } = panel;
  const { zero, unit } = zeroOf(layout);
  const end = layout.top + panel.right.length * layout.row;
  const line = { x0: zero, y0: layout.top, x1: zero, y1: end, stroke: theme.faint, width: 1 };
  const marks: Mark[] = [{ kind: 'line', ...line, opacity: 0.5 }];
  if (!panel.ready) return marks;
  const { queries } = panel.focus;
  panel.right.forEach((row, index) => {
    const d = row.kind === 'token' ? meanAt(panel, row.token) : null;
    if (row.kind !== 'token' || d === null || Math.abs(d) < 0.004) return;
    const width = Math.max(1, Math.min(1, Math.abs(d)) * unit);
    const y = rowY(layout, index);
    const high = Math.min(9, layout.row - 6);
    const box = { x: d < 0 ? zero - width : zero, y: y - high / 2, width, height: high };
    const mean = {
      value: d,
      tip: [
        `“${panel.names!.labels[row.token]}”`,
        panel.heads[panel.slot].name,
        `mean of A − B ${signed(d, 3)}`,
      ],
    };
    const what = queries.length === 1 ? target(panel, queries[0], row.token, d) : mean;
    marks.push({ kind: 'rect', ...box, fill: colourOf(panel, d), target: what });
    if (Math.abs(d) >= 0.015) marks.push(number(panel, layout, y, d));
  });
  return marks;
}

function number({ theme }: DifferencePanel, { bars }: Layout, y: number, d: number): Text {
  const fill = Math.abs(d) >= 0.1 ? theme.ink : theme.muted;
  const at = { x: bars[1] - 2, y: y + 0.5, anchor: 'end' } as const;
  return { kind: 'text', ...at, text: signed(d), size: 11.5, weight: 500, fill };
}

function headings(panel: DifferencePanel, layout: Layout): Mark[] {
  const { theme, heads, focus } = panel;
  const y = layout.box.y + titleHeight + 14;
  const put = (x: number, text: string, more: Partial<Text> = {}): Text => {
    return { kind: 'text', x, y, text, size: 12, fill: theme.muted, ...more };
  };
  const { name, colour, dash } = heads[panel.slot];
  const [x, title] = [layout.box.x + 8, layout.box.y + 11];
  const square = { x, y: title - 4.5, width: 9, height: 9 };
  const width = layout.bars[1] - layout.bars[0];
  const bars = fitting(width, 12, ...barsTexts(panel));
  const words = `${panel.preview ? 'preview of ' : ''}${name}`;
  return [
    { kind: 'rect', ...square, fill: colour, ...(dash.length ? { stroke: theme.ink, dash } : {}) },
    { ...put(x + 16, words), y: title, size: 13, weight: 600, fill: theme.ink },
    put(layout.left[1] - 6, 'query', { anchor: 'end' }),
    put(layout.right[0] + 6, 'key'),
    put(layout.bars[0], bars, {
      ...cutAt(width, bars, 12),
      fill: focus.queries.length ? theme.ink : theme.muted,
    }),
  ];
}

function barsTexts({ focus, names }: DifferencePanel): string[] {
  const { queries } = focus;
  if (!queries.length) return ['A − B, mean of all queries', 'A − B, mean'];
  if (queries.length > 1) return [`A − B, mean of ${queries.length} tokens`, 'A − B, mean'];
  return [`A − B, from “${names!.labels[queries[0]]}”`, 'A − B'];
}
