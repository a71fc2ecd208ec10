import type { Scene } from '../../scene/scene';
import { panelMarks } from '../head/draw';
import { layoutOf } from '../head/layout';
import { type DrawingLedger, ledgerOf } from '../head/ledger';
import { linksOf, manyHeads } from '../head/links';
import { type Panel, panelOf } from '../head/panel';
import { tableOf } from '../head/table';
import type { View, ViewInput } from '../view';
import { matrixAt } from './at';
import { captionHeight, type MatrixLayout, matrixLayout } from './layout';
import { matrixMarks, titleMarks } from './marks';
import { columnsOf, type Window, windowOf } from './window';

export { windowSize } from './window';

/** Texts of more tokens are shown as a matrix with a window. */
export const longerThan = 64;

/** A long text: the whole pattern of one head, and lines from a window of it to the keys that hold its weight. */
export const matrixView: View = {
  name: 'matrix',

  scene(input: ViewInput): Scene {
    const { panel, window, layout } = parts(input);
    const { left, right, heads } = panel;
    const needs = { left, right, context: true, named: heads.length >= manyHeads, touch: !!input.touch };
    const columns = layoutOf(layout.panel, needs);
    const marks = [
      ...matrixMarks(panel, window, layout),
      ...titleMarks(panel, window, layout),
      ...panelMarks(panel, columns, linksOf(panel)),
    ];
    const height = Math.max(layout.panel.y + columns.height, layout.y + layout.side + captionHeight);
    return { width: input.width, height, background: input.theme.bg, marks };
  },

  at: matrixAt,

  table(input: ViewInput) {
    const { panel, window } = parts(input);
    const table = tableOf(panel, linksOf(panel));
    return { ...table, caption: `${table.caption}; ${spanOf(window)}` };
  },
};

/** Where the weight of the window's queries goes; only lines to listed keys are drawn. */
export function matrixLedger(input: ViewInput): DrawingLedger {
  const { panel, window } = parts(input);
  const { note, ...rest } = ledgerOf(panel, linksOf(panel));
  const listed = `${spanOf(window)}, to the ${panel.rightAt.size} keys listed`;
  return { ...rest, note: note ? `${listed}; ${note}` : listed };
}

const spanOf = ({ queries }: Window): string => `tokens ${queries[0]}–${queries[queries.length - 1]}`;

function parts(input: ViewInput): { panel: Panel; window: Window; layout: MatrixLayout } {
  const layout = matrixLayout(input);
  const window = windowOf(input);
  const panel = panelOf(input, { ...columnsOf(input, window, layout.most), part: true });
  return { panel, window, layout };
}
