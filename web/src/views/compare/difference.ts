import { signed } from '../../scales/format';
import type { Scene, Table } from '../../scene/scene';
import { headsOf } from '../head/panel';
import type { View, ViewInput } from '../view';
import { differenceLayout, differenceMarks, drawn } from './marks';
import { differencePanel } from './panel';

/** So many heads have panels until more are asked for. */
export const mostPanels = 4;

const kept = new Map<number, View>();

/** Weights of one of the chosen heads in A minus those in B, where tokens stand for each other. */
export function differenceView(slot: number): View {
  let view = kept.get(slot);
  if (!view) {
    view = { name: `difference ${slot}`, scene: input => scene(input, slot), table };
    kept.set(slot, view);
  }
  return view;
}

function scene(input: ViewInput, slot: number): Scene {
  const { width, height, theme, touch = false } = input;
  const panel = differencePanel(input, slot);
  const layout = differenceLayout(
    { x: 0, y: 0, width, height },
    Math.max(panel.left.length, panel.right.length),
    touch,
  );
  const marks = differenceMarks(panel, layout);
  return { width, height: layout.height, background: theme.bg, marks };
}

/** All heads beside each other: all keys of a query in focus, else every difference that is drawn. */
function table(input: ViewInput): Table {
  const { ids } = headsOf(input);
  const panels = ids.map((_, slot) => differencePanel(input, slot));
  const { focus, names, heads, comparison, from } = panels[0];
  const wanted = new Set(panels.flatMap(panel => drawn(panel).map(link => `${link.query} ${link.key}`)));
  const rows = comparison.shared.flatMap(query =>
    comparison.shared.flatMap(key => {
      const listed = focus.queries.length ? focus.queries.includes(query) : wanted.has(`${query} ${key}`);
      if (!listed || (focus.keys.length && !focus.keys.includes(key))) return [];
      const values = panels.map(panel => panel.differences.get(query)?.get(key));
      if (values.every(value => value === undefined)) return [];
      const { labels } = names!;
      return [
        [`“${labels[query]}”`, `“${labels[key]}”`, ...values.map(v => (v === undefined ? '' : signed(v, 3)))],
      ];
    }),
  );
  const { a, b } = comparison.names;
  const texts = a === 'A' ? 'A − B' : `A “${a}” − B “${b}”`;
  const caption = `Weights in ${texts}${focus.queries.length ? '' : `, differences from ${from}`}`;
  return { caption, columns: ['Query', 'Key', ...heads.map(head => head.name)], rows };
}
