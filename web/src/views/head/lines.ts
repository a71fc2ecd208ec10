import { focusedOpacity, lineWidth, restingOpacity, traceOpacity } from '../../scales/ramps';
import type { Curve } from '../../scene/scene';
import { type Layout, rowY } from './layout';
import type { Link } from './links';
import { hasFocus, type Panel } from './panel';
import type { Targets } from './tips';

/** How much of a head remains while another is pointed at. */
export const fadedOpacity = 0.12;

/** Lines of several heads run side by side, so that equal links do not cover each other. */
export function lane(head: number, heads: number, row: number): number {
  return heads > 1 ? (head - (heads - 1) / 2) * Math.min(4, (0.62 * row) / heads) : 0;
}

/** Traces first, the heaviest lines last. */
export function lineMarks(panel: Panel, layout: Layout, links: readonly Link[], targets: Targets): Curve[] {
  const focus = hasFocus(panel);
  const depth = ({ focused, weight }: Link) => (!focused ? 0 : weight <= 0.3 ? 1 : 2);
  return [0, 1, 2].flatMap(level =>
    links.filter(link => depth(link) === level).map(link => curve(panel, layout, link, focus, targets)),
  );
}

function curve(panel: Panel, layout: Layout, link: Link, focus: boolean, targets: Targets): Curve {
  const { head, query, key, weight, focused } = link;
  const { colour, dash, faded } = panel.heads[head];
  const shift = lane(head, panel.heads.length, layout.row);
  const lit = () => (focus ? focusedOpacity(weight, panel.theme, colour) : restingOpacity(weight));
  const opacity = focused ? lit() : traceOpacity(weight);
  return {
    kind: 'curve',
    x0: layout.lines[0],
    y0: rowY(layout, panel.leftAt.get(query)!) + shift,
    x1: layout.lines[1],
    y1: rowY(layout, panel.rightAt.get(key)!) + shift,
    stroke: colour,
    width: focused ? lineWidth(weight) : 1,
    dash,
    opacity: opacity * (faded ? fadedOpacity : 1),
    // A trace is a backdrop: it must not take the pointer from the lines in focus.
    target: focused ? targets.link(head, query, key, weight) : undefined,
  };
}
