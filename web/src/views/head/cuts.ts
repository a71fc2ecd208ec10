import { linkIsCut } from '../../reading/edits';
import type { Edit } from '../../reading/types';
import type { Curve, Line, Mark } from '../../scene/scene';
import { type Layout, rowY } from './layout';
import { lane } from './lines';
import { matches } from './links';
import { textWidth } from './measure';
import { names } from './names';
import type { Panel } from './panel';

const across = 4;
/** More crosses than these cover each other. */
const most = 60;

/** Links that were cut: a thin dotted line with a cross, where their line was. A click on it can undo them. */
export function cutMarks(panel: Panel, layout: Layout): Mark[] {
  const edits = panel.reading.info.edits.json;
  const cuts = edits.filter(({ edit, queries }) => edit === 'cut' && queries !== null);
  const links = new Map<string, [query: number, key: number]>();
  for (const cut of cuts) for (const link of linksOf(cut)) links.set(String(link), link);
  const shown = [...links.values()].filter(
    ([query, key]) => panel.leftAt.has(query) && panel.rightAt.has(key) && matches(panel, query, key),
  );
  return panel.heads
    .flatMap((head, slot) =>
      shown
        .filter(([query, key]) => linkIsCut(cuts, head.id, query, key))
        .map(([query, key]) => ({ slot, query, key })),
    )
    .slice(0, most)
    .flatMap(link => crossed(panel, layout, link));
}

/** A stroke through words that are hidden from some of the heads. */
export function hiddenMarks({ reading, heads, theme }: Panel, words: readonly Mark[]): Line[] {
  const hides = reading.info.edits.json.filter(({ edit, queries }) => edit === 'cut' && queries === null);
  if (!hides.length) return [];
  return words.flatMap(word => {
    if (word.kind !== 'text' || word.token?.side !== 'key') return [];
    const { index } = word.token;
    if (!heads.some(({ id }) => linkIsCut(hides, id, 0, index))) return [];
    const width = word.maxWidth ?? textWidth(word.text, word.size);
    const path = { x0: word.x - 3, x1: word.x + width + 3, y0: word.y, y1: word.y };
    return [{ kind: 'line', ...path, stroke: theme.ink, width: 1.5 }];
  });
}

const linksOf = ({ queries, keys }: Edit) =>
  (queries as number[]).flatMap(query => (keys as number[]).map((key): [number, number] => [query, key]));

function crossed(
  { heads, theme, reading, leftAt, rightAt }: Panel,
  layout: Layout,
  { slot, query, key }: { slot: number; query: number; key: number },
): Mark[] {
  const { id, name, colour } = heads[slot];
  const shift = lane(slot, heads.length, layout.row);
  const [x0, x1] = layout.lines;
  const [y0, y1] = [rowY(layout, leftAt.get(query)!) + shift, rowY(layout, rightAt.get(key)!) + shift];
  const { quotes } = names(reading);
  const tip = [`${quotes[query]} → ${quotes[key]}`, name, 'cut: its weight is 0'];
  const target = { head: id, link: { query, key }, value: 0, tip };
  const line: Curve = { kind: 'curve', x0, y0, x1, y1, stroke: colour, width: 1.25, dash: [1.5, 4], target };
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const strokes = [1, -1].flatMap(d => {
    const path = { x0: x - across, y0: y - across * d, x1: x + across, y1: y + across * d };
    const ground: Line = { kind: 'line', ...path, stroke: theme.bg, width: 5 };
    return [ground, { ...ground, stroke: colour, width: 2 }];
  });
  return [line, ...strokes.filter(s => s.width === 5), ...strokes.filter(s => s.width === 2)];
}
