import { scalePow } from 'd3-scale';
import { opacityFor, type Theme } from './theme';

const focus = scalePow().exponent(0.3).clamp(true);
const rest = scalePow().exponent(0.6).clamp(true);
const root = scalePow().exponent(0.5).clamp(true);

const remembered = new Map<string, number>();

function leastOpacity(ground: string, colour: string, wanted: number): number {
  const name = `${ground} ${colour} ${wanted}`;
  let least = remembered.get(name);
  if (least === undefined) {
    least = opacityFor(ground, colour, wanted);
    remembered.set(name, least);
  }
  return least;
}

/** Opacity of a line that carries a reading: it keeps 3 : 1 against the ground whatever its colour. */
export const focusedOpacity = (weight: number, theme: Theme, colour: string): number =>
  Math.max(0.55, focus(weight), leastOpacity(theme.bg, colour, 3));

/** Opacity of a line where no token is in focus. */
export const restingOpacity = (weight: number): number => rest(weight);

/** Width of a line in pixels, in every view. */
export const lineWidth = (weight: number): number => 0.75 + 5.25 * Math.min(1, weight);

/** Opacity of a trace: another token's lines while one is in focus. */
export const traceOpacity = (weight: number): number => 0.09 * rest(weight);

/** Areas show weights from here on; smaller ones are left blank, and the ledger says so. */
export const areaFrom = 0.03;

/** Opacity of an area by weight: √w between a floor that keeps a drawn cell at 2 : 1, and 1. */
export function areaOpacity(weight: number, theme: Theme): number {
  if (!(weight >= areaFrom)) return 0;
  const floor = leastOpacity(theme.grid, theme.sequence, 2.02);
  return floor + (1 - floor) * root((weight - areaFrom) / (1 - areaFrom));
}

/** Signed numbers are drawn from this share of the largest on. */
export const signedFrom = 0.05;

/** Opacity of a cell that shows a signed number, in the colour of its sign. */
export function signedOpacity(share: number, theme: Theme, colour: string): number {
  if (!(share >= signedFrom)) return 0;
  const floor = leastOpacity(theme.grid, colour, 2.02);
  return floor + (1 - floor) * Math.min(1, share) ** 0.75;
}

/** Opacity of a cell that shows a measure, by its share of the greatest; shares under .02 are left blank. */
export function measureOpacity(share: number, theme: Theme): number {
  if (!(share >= 0.02)) return 0;
  const floor = leastOpacity(theme.grid, theme.sequence, 2.02);
  return floor + (1 - floor) * Math.min(1, share) ** 0.8;
}
