import type { Mark, Scene } from './scene';

/** A mark at another place. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  switch (mark.kind) {
    case 'curve':
    case 'line':
      return { ...mark, x0: mark.x0 + dx, x1: mark.x1 + dx, y0: mark.y0 + dy, y1: mark.y1 + dy };
    case 'lines': {
      const values = mark.values.map((v, i) =>
        i % 5 === 4 ? v : v + (i % 5 === 0 || i % 5 === 2 ? dx : dy),
      );
      const { clip } = mark;
      return { ...mark, values, clip: clip && { ...clip, x: clip.x + dx, y: clip.y + dy } };
    }
    default:
      return { ...mark, x: mark.x + dx, y: mark.y + dy };
  }
}

/** Scenes in rows of so many, each under the one above it. */
export function gathered(scenes: readonly Scene[], columns: number, gap = 16): Scene {
  const marks: Mark[] = [];
  let [width, top] = [0, 0];
  for (let row = 0; row < scenes.length; row += columns) {
    const beside = scenes.slice(row, row + columns);
    let left = 0;
    for (const scene of beside) {
      for (const mark of scene.marks) marks.push(moved(mark, left, top));
      left += scene.width + gap;
    }
    width = Math.max(width, left - gap);
    top += Math.max(...beside.map(scene => scene.height)) + gap;
  }
  return { width, height: top - gap, background: scenes[0].background, marks };
}
