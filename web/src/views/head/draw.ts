import type { Mark } from '../../scene/scene';
import { barMarks } from './barMarks';
import { cutMarks, hiddenMarks } from './cuts';
import { headingMarks } from './headings';
import type { Layout } from './layout';
import { lineMarks } from './lines';
import type { Links } from './links';
import { messageMarks, messageOf } from './message';
import type { Panel } from './panel';
import { Targets } from './tips';
import { tokenMarks } from './tokens';

/** A panel in its place, from the back to the front. */
export function panelMarks(panel: Panel, layout: Layout, links: Links): Mark[] {
  const targets = new Targets(panel);
  const message = messageOf(panel, links);
  const words = tokenMarks(panel, layout);
  return [
    ...words,
    ...hiddenMarks(panel, words),
    ...lineMarks(panel, layout, links.links, targets),
    ...cutMarks(panel, layout),
    ...barMarks(panel, layout, targets),
    ...headingMarks(panel, layout),
    ...(message ? messageMarks(panel, layout, message) : []),
  ];
}
