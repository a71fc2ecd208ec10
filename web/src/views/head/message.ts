import { percent, short } from '../../scales/format';
import type { Mark } from '../../scene/scene';
import type { Layout } from './layout';
import type { Links } from './links';
import { textWidth, wrapped } from './measure';
import type { Panel } from './panel';

/** What stands in the middle where lines are missing; null where nothing has to be said. */
export function messageOf(panel: Panel, { links }: Links): string | null {
  const said: string[] = [];
  const broken = panel.heads.filter(head => head.condition === 'broken').map(head => head.name);
  if (broken.length)
    said.push(`${listed(broken)} ${broken.length === 1 ? 'holds' : 'hold'} values that are no numbers`);
  const layers = new Set(panel.heads.filter(head => head.condition === 'loading').map(head => head.id[0]));
  if (layers.size) said.push(`Loading ${layers.size === 1 ? 'layer' : 'layers'} ${listed([...layers])}…`);
  if (!said.length && !links.some(link => link.focused)) said.push(whyEmpty(panel));
  return said.length ? said.join('. ') : null;
}

const listed = (items: readonly (string | number)[]): string =>
  items.length < 2 ? String(items[0]) : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;

function whyEmpty({ heads, focus, from }: Panel): string {
  let hidden = 0;
  let outside = 0;
  let rows = 0;
  for (const head of heads) {
    for (const [query, row] of head.rows) {
      if (focus.queries.length && !focus.queries.includes(query)) continue;
      hidden += row.hidden;
      outside += row.outside;
      rows++;
    }
  }
  if (rows && hidden / rows > 0.005) return `${percent(hidden / rows)} of the weight is parked and hidden`;
  if (rows && outside / rows > 0.005) return `${percent(outside / rows)} of the weight is outside this pair`;
  return from > 0 ? `No weight here reaches ${short(from)}` : 'No weight here';
}

const size = 13;

export function messageMarks(panel: Panel, layout: Layout, message: string): Mark[] {
  const [x0, x1] = layout.lines;
  const lines = wrapped(message, Math.max(90, x1 - x0 - 16), size);
  const x = (x0 + x1) / 2;
  const middle = layout.top + Math.max(20, Math.min(layout.height - 38, layout.box.height - 60) / 2);
  const top = Math.max(layout.top, middle - lines.length * 9);
  const width = Math.max(...lines.map(line => textWidth(line, size))) + 16;
  const ground = { x: x - width / 2, y: top - 2, width, height: lines.length * 18 + 4 };
  return [
    { kind: 'rect', ...ground, fill: panel.theme.bg, opacity: 0.88 },
    ...lines.map((text, i): Mark => {
      return { kind: 'text', x, y: top + 9 + 18 * i, text, size, fill: panel.theme.muted, anchor: 'middle' };
    }),
  ];
}
