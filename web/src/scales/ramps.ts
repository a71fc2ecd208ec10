import { scalePow } from 'd3-scale';

const focus = scalePow().exponent(0.3).clamp(true);
const rest = scalePow().exponent(0.6).clamp(true);
const root = scalePow().exponent(0.5).clamp(true);

/** Opacity of a line that carries a reading: at least .55, so that it keeps 3 : 1 against the ground. */
export const focusedOpacity = (weight: number): number => Math.max(0.55, focus(weight));

/** Opacity of a line where no token is in focus. */
export const restingOpacity = (weight: number): number => rest(weight);

/** Width of a line in pixels, in every view. */
export const lineWidth = (weight: number): number => 0.75 + 5.25 * Math.min(1, weight);

/** Opacity of a trace: another token's lines while one is in focus. */
export const traceOpacity = (weight: number): number => 0.09 * rest(weight);

/** Opacity of an area by weight. */
export const areaOpacity = (weight: number): number => root(weight);

/** Opacity of a cell that shows a measure, by its share of the greatest. */
export const measureOpacity = (share: number): number => Math.max(0, Math.min(1, share)) ** 0.8;
