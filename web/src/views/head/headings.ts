import type { Text } from '../../scene/scene';
import { hasWritten } from './barData';
import { showsCounts } from './barMarks';
import type { Layout } from './layout';
import { cutAt, fitting, textWidth } from './measure';
import { names } from './names';
import type { Panel } from './panel';

const size = 12;

/** What every column is, in words that follow the selection. */
export function headingMarks(panel: Panel, layout: Layout): Text[] {
  const { theme } = panel;
  const y = layout.box.y + 14;
  const put = (x: number, text: string, more: Partial<Text> = {}): Text => {
    return { kind: 'text', x, y, text, size, fill: theme.muted, ...more };
  };
  const short = layout.compact;
  const out = [
    put(layout.left[1] - 6, short ? 'query' : 'looks (query)', { anchor: 'end' }),
    put(layout.right[0] + 6, short ? 'key' : 'looked at (key)'),
  ];
  const bars = barsHeading(panel, layout);
  const focused = panel.focus.queries.length > 0;
  out.push(
    put(bars.x, bars.text, {
      ...cutAt(bars.width, bars.text, size),
      fill: focused ? theme.ink : theme.muted,
    }),
  );
  if (!focused && showsCounts(panel, layout)) out.push(put(layout.bars[1] - 8, 'queries', { anchor: 'end' }));
  if (hasWritten(panel) && layout.second !== null) out.push(put(layout.second, 'written (× value)'));
  if (panel.focus.keys.length && layout.leftBars) {
    const [start, end] = layout.leftBars;
    const text = fitting(end - 4 - start, size, ...toKeys(panel));
    out.push(put(end - 4, text, { anchor: 'end', ...cutAt(end - 4 - start, text, size), fill: theme.ink }));
  }
  if (panel.preview) out.push(previewHeading(panel, layout, y));
  return out;
}

/** Long names lose words before they lose letters. */
function barsHeading(panel: Panel, layout: Layout): { x: number; text: string; width: number } {
  const end = layout.box.x + layout.box.width;
  const second = hasWritten(panel) ? layout.second : null;
  const full = (second ?? end) - layout.bars[0] - (second ? 6 : 2);
  const texts = barsTexts(panel);
  const text = fitting(full, size, ...(layout.compact ? texts.slice(1) : texts));
  const key = textWidth(layout.compact ? 'key' : 'looked at (key)', size);
  // Narrow columns let their heading begin over the free end of the token column.
  const free = layout.right[0] + 6 + key + 14;
  const x = Math.max(
    Math.min(layout.bars[0], end - 2 - textWidth(text, size)),
    Math.min(free, layout.bars[0]),
  );
  return { x, text, width: (second ? second - 6 : end - 2) - x };
}

/** The same heading, from its full words to its fewest. */
function barsTexts({ focus, reading, filters }: Panel): string[] {
  const { queries } = focus;
  if (!queries.length) return ['mean weight received', 'mean received', 'mean'];
  const kind = filters.parked === 'rescaled' ? 'rescaled weight' : 'weight';
  if (queries.length > 1) {
    const from = `from ${queries.length} tokens, mean`;
    return [`${kind} ${from}`, from, `${queries.length} tokens, mean`];
  }
  const name = names(reading).quotes[queries[0]];
  const label = `“${names(reading).labels[queries[0]]}”`;
  const last = name === label ? `from ${label}` : `from token ${queries[0]}`;
  return [`${kind} from ${name}`, `from ${name}`, last];
}

function toKeys({ focus, reading }: Panel): string[] {
  const { keys } = focus;
  if (keys.length > 1) return [`to ${keys.length} tokens, sum`];
  const name = names(reading).quotes[keys[0]];
  return name.endsWith('”') ? [`to ${name}`] : [`to ${name}`, `to token ${keys[0]}`];
}

function previewHeading({ heads, theme }: Panel, layout: Layout, y: number): Text {
  const x = (layout.lines[0] + layout.lines[1]) / 2;
  const text = `preview of ${heads[0].name}`;
  return { kind: 'text', x, y, text, size, weight: 600, fill: theme.ink, anchor: 'middle' };
}
