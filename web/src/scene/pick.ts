import type { Curve, Scene, Target } from './scene';

/** How far from a line a pointer still means it; heavier lines reach further. */
const reach = 6;

/** What stands under a point: the topmost area, or the nearest line. */
export function pick(scene: Scene, x: number, y: number): Target | null {
  let nearest: Target | null = null;
  let best = reach;
  for (let i = scene.marks.length - 1; i >= 0; i--) {
    const mark = scene.marks[i];
    if (!mark.target) continue;
    if (mark.kind === 'rect' || mark.kind === 'raster') {
      const inside = x >= mark.x && x < mark.x + mark.width && y >= mark.y && y < mark.y + mark.height;
      if (inside) return nearest ?? mark.target;
    } else if (mark.kind === 'cells') {
      const inside = y >= mark.y && y < mark.y + mark.height && x >= mark.x && x < mark.x + mark.width;
      if (!inside) continue;
      const cell = Math.floor(((x - mark.x) / mark.width) * mark.values.length);
      return nearest ?? { ...mark.target, neuron: mark.neurons[cell], value: mark.values[cell] };
    } else if (mark.kind === 'curve') {
      const distance = Math.abs(heightAt(mark, x) - y) - mark.width / 2;
      if (distance < best) {
        best = distance;
        nearest = mark.target;
      }
    }
  }
  return nearest;
}

/** y of a curve above a point of the x axis; far away where the curve does not reach it. */
export function heightAt({ x0, y0, x1, y1 }: Curve, x: number): number {
  const u = (x - x0) / (x1 - x0);
  if (!(u >= 0 && u <= 1)) return Infinity;
  let t = u;
  // x(t) = 1.5 t − 1.5 t² + t³ for control points in the middle; Newton's steps invert it.
  for (let n = 0; n < 8; n++) t -= (1.5 * t - 1.5 * t * t + t ** 3 - u) / (1.5 - 3 * t + 3 * t * t);
  return y0 + (y1 - y0) * (3 * t * t - 2 * t ** 3);
}
