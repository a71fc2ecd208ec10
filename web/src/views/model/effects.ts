import type { HeadEffects } from '../../reading/effects';
import type { HeadId } from '../../reading/types';
import type { Box } from '../../scales/grid';
import { measureOpacity } from '../../scales/ramps';
import { over, readable, type Theme } from '../../scales/theme';
import type { Mark } from '../../scene/scene';

const known = new WeakMap<HeadEffects, number>();

/** The size of the largest effect, either sign: what cells are coloured against. */
export function greatest(effects: HeadEffects): number {
  let most = known.get(effects);
  if (most === undefined) {
    most = effects.changes.reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 0);
    known.set(effects, most);
  }
  return most;
}

/** Heads from the largest effect down, whatever its sign; those that are not measured last, in the model's order. */
export function effectOrder({ changes }: HeadEffects): number[] {
  const size = (i: number) => (Number.isNaN(changes[i]) ? -1 : Math.abs(changes[i]));
  return [...changes.keys()].sort((a, b) => size(b) - size(a) || a - b);
}

/** `+5e−2` */
export const brief = (value: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toExponential(0).replace('-', '−').replace('e+', 'e')}`;

/** A head's effect: hue by sign, opacity by size; a bar across marks what is negative, numbers stand where they fit. */
export function effectCell(effects: HeadEffects, at: number, head: HeadId, box: Box, theme: Theme): Mark[] {
  const value = effects.changes[at];
  // Paler than a cell whose effect is too small to be coloured.
  if (Number.isNaN(value)) return [{ kind: 'rect', ...box, fill: theme.bg, opacity: 0.65 }];
  if (!Number.isFinite(value)) return [];
  const share = Math.abs(value) / Math.max(greatest(effects), 1e-30);
  const alpha = measureOpacity(share, theme);
  const colour = value < 0 ? theme.neg : theme.pos;
  const marks: Mark[] = [{ kind: 'rect', ...box, fill: colour, opacity: alpha, target: { head, value } }];
  if (alpha === 0) return marks;
  const fill = readable(over(theme.grid, colour, alpha));
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (box.width >= 40 && box.height >= 20 && share >= 0.05) {
    marks.push({ kind: 'text', x, y, text: brief(value), size: 11, weight: 500, fill, anchor: 'middle' });
  } else if (value < 0 && box.width >= 8) {
    const half = Math.min(4, box.width / 4);
    marks.push({ kind: 'line', x0: x - half, y0: y, x1: x + half, y1: y, stroke: fill, width: 1.5 });
  }
  return marks;
}
