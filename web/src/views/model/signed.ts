import type { HeadId } from '../../reading/types';
import { signed } from '../../scales/format';
import type { Box } from '../../scales/grid';
import { signedOpacity } from '../../scales/ramps';
import { over, readable, type Theme } from '../../scales/theme';
import type { Mark } from '../../scene/scene';
import type { HeadValues } from './values';

/** The largest size of a signed number over the heads: full colour. */
export function largestSize({ values }: HeadValues): number {
  return values.reduce((most, v) => (Math.abs(v) > most ? Math.abs(v) : most), 1e-6);
}

/** A cell in the colour of its sign: with its number where there is room, else with a minus where it is negative. */
export function signedCell(
  value: number,
  most: number,
  cell: number,
  theme: Theme,
  head: HeadId,
  box: Box,
): Mark[] {
  if (Number.isNaN(value)) return [];
  const colour = value < 0 ? theme.b : theme.a;
  const alpha = signedOpacity(Math.abs(value) / most, theme, colour);
  const target = { head, value };
  const marks: Mark[] = [{ kind: 'rect', ...box, fill: colour, opacity: alpha, target }];
  const fill = readable(over(theme.grid, colour, alpha));
  if (cell >= 34) {
    if (Math.abs(value) < 0.01) return marks;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return [
      ...marks,
      { kind: 'text', ...at, text: signed(value), size: 11, weight: 500, fill, anchor: 'middle' },
    ];
  }
  if (value > 0 || alpha === 0 || cell < 9) return marks;
  const bar = { width: Math.round(box.width * 0.5), height: Math.max(1, Math.round(box.height * 0.12)) };
  const at = { x: box.x + (box.width - bar.width) / 2, y: box.y + (box.height - bar.height) / 2 };
  return [...marks, { kind: 'rect', ...at, ...bar, fill, target }];
}
