import type { Scene } from '../../scene/scene';
import type { View, ViewInput } from '../view';
import { panelMarks } from './draw';
import { type Layout, layoutOf } from './layout';
import { type DrawingLedger, ledgerOf } from './ledger';
import { linksOf, manyHeads } from './links';
import { type Panel, panelOf } from './panel';
import { wholeText } from './rows';
import { tableOf } from './table';

export type { DrawingLedger } from './ledger';

/** Queries at the left, keys at the right, a line for every weight between them, bars with numbers. */
export const headView: View = {
  name: 'heads',

  scene(input: ViewInput): Scene {
    const panel = whole(input);
    const layout = layoutIn(input, panel);
    const marks = panelMarks(panel, layout, linksOf(panel));
    return { width: input.width, height: layout.height, background: input.theme.bg, marks };
  },

  table(input: ViewInput) {
    const panel = whole(input);
    return tableOf(panel, linksOf(panel));
  },
};

/** Where the weight of the rows in question goes, as this view draws them. */
export function headLedger(input: ViewInput): DrawingLedger {
  const panel = whole(input);
  return ledgerOf(panel, linksOf(panel));
}

const whole = (input: ViewInput): Panel => panelOf(input, wholeText(input.reading, input.state.pair));

function layoutIn({ width, height, touch = false }: ViewInput, { left, right, heads }: Panel): Layout {
  const named = heads.length >= manyHeads;
  return layoutOf({ x: 0, y: 0, width, height }, { left, right, context: false, named, touch });
}
