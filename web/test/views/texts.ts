import { type Comparison, comparisonOf } from '../../src/reading/comparison';
import type { Reading } from '../../src/reading/reading';
import { initial, type State } from '../../src/state/state';
import { type Contrast, contrastOf } from '../../src/views/compare';
import type { ViewInput } from '../../src/views/view';
import { input, nurse, words } from './input';

export const she = nurse();
export const he = nurse({ tokens: words('The doctor asked the nurse a question . He said , "'), seed: 2 });
he.info.tokens[8].id = 99;
export const two = comparisonOf(she, he);

/** One token less, one token more: the texts have different lengths. */
export const old = nurse({ tokens: words('The old doctor asked the nurse . He said , "'), seed: 3 });
old.info.tokens.forEach((token, i) => {
  token.id = [0, 50, 1, 2, 3, 4, 7, 99, 9, 10, 11][i];
});
export const uneven = comparisonOf(she, old);

export function allRows(reading: Reading, query: number): void {
  const { layers, heads } = reading.info.model;
  const all = new Float32Array(layers * heads * reading.count);
  for (let i = 0; i < layers * heads; i++)
    all.set(reading.row([Math.floor(i / heads), i % heads], query)!, i * reading.count);
  reading.rows.set(query, all);
}
for (const query of [8, 11]) {
  allRows(she, query);
  allRows(he, query);
}
allRows(old, 7);
allRows(old, 10);

export const given = (
  comparison: Comparison,
  state: Partial<State>,
  rest: Partial<ViewInput> = {},
): ViewInput => input(comparison.a, { state, comparison, ...rest });
export const stated = (state: Partial<State>): State => ({ ...initial, ...state });
export const numbers = (comparison: Comparison, state: Partial<State>) =>
  contrastOf(comparison, stated(state)) as Contrast;
