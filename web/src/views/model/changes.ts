import { headIsOff, isChanged } from '../../reading/edits';
import type { HeadId } from '../../reading/types';
import { type Box, cellBox, type GridPlace } from '../../scales/grid';
import type { Line, Mark } from '../../scene/scene';
import type { ViewInput } from '../view';

/** A cross over every head that is off, a corner at those that are changed otherwise. */
export function changeMarks({ reading, theme }: ViewInput, place: GridPlace): Mark[] {
  const edits = reading.info.edits.json;
  if (!edits.length) return [];
  const all = Array.from(
    { length: place.layers * place.heads },
    (_, i): HeadId => [Math.floor(i / place.heads), i % place.heads],
  );
  return all.flatMap(head => {
    const box = cellBox(place, ...head);
    if (headIsOff(edits, head)) return outlined(cross(box), theme.ink, theme.bg);
    return isChanged(edits, head) ? outlined([corner(box)], theme.ink, theme.bg) : [];
  });
}

type Path = Pick<Line, 'x0' | 'y0' | 'x1' | 'y1'>;

function cross({ x, y, width, height }: Box): Path[] {
  const [right, foot] = [x + width, y + height];
  return [
    { x0: x, y0: y, x1: right, y1: foot },
    { x0: x, y0: foot, x1: right, y1: y },
  ];
}

/** Across the upper right corner. */
function corner({ x, y, width, height }: Box): Path {
  const size = Math.max(3, Math.min(8, 0.4 * Math.min(width, height)));
  return { x0: x + width - size, y0: y, x1: x + width, y1: y + size };
}

/** Ink on a ground of its own: cells are as dark as ink where their number is large. */
function outlined(paths: readonly Path[], ink: string, ground: string): Line[] {
  const drawn = (stroke: string, width: number) =>
    paths.map((path): Line => ({ kind: 'line', ...path, stroke, width }));
  return [...drawn(ground, 4), ...drawn(ink, 1.5)];
}
