import type { HeadId } from '../reading/types';

/** What a mark stands for; a test compares `value` with the reading. */
export interface Target {
  head?: HeadId;
  token?: { side: 'query' | 'key'; index: number };
  link?: { query: number; key: number };
  neuron?: number;
  /** Queries of a window over a long text, for dragging it: the first one. */
  window?: number;
  value?: number;
  /** What a tooltip says, line by line; the first one is its title. */
  tip?: string[];
}

interface Common {
  opacity?: number;
  target?: Target;
}

export interface Rect extends Common {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  fill?: string;
  stroke?: string;
  strokeWidth?: number;
  dash?: readonly number[];
  /** Of the corners. */
  radius?: number;
}

/** A cubic from (x0, y0) to (x1, y1), level at both ends. */
export interface Curve extends Common {
  kind: 'curve';
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  stroke: string;
  width: number;
  dash?: readonly number[];
}

export interface Line extends Common {
  kind: 'line';
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  stroke: string;
  width: number;
  dash?: readonly number[];
}

export interface Text extends Common {
  kind: 'text';
  x: number;
  /** Of the middle of the line. */
  y: number;
  text: string;
  size: number;
  fill: string;
  weight?: 400 | 500 | 600;
  anchor?: 'start' | 'middle' | 'end';
  /** Cut with … where it is longer. */
  maxWidth?: number;
  /** Drawn as an element that can be focused; canvases leave it out, SVG and PNG write it. */
  token?: { side: 'query' | 'key'; index: number };
}

/** Many straight lines of one colour at once: [x0, y0, x1, y1, opacity] each. */
export interface Lines extends Common {
  kind: 'lines';
  values: Float32Array;
  stroke: string;
  width: number;
  clip?: { x: number; y: number; width: number; height: number };
}

/** A bitmap of one colour: `alpha` [rows · columns], 0 to 255. */
export interface Raster extends Common {
  kind: 'raster';
  x: number;
  y: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
  alpha: Uint8ClampedArray;
  fill: string;
}

/** A strip of signed numbers, one cell each: hue by sign, opacity min(1, |v| / scale). */
export interface Cells extends Common {
  kind: 'cells';
  x: number;
  y: number;
  width: number;
  height: number;
  values: Float32Array;
  /** Which neuron each cell is. */
  neurons: ArrayLike<number>;
  scale: number;
  positive: string;
  negative: string;
}

export interface Triangle extends Common {
  kind: 'triangle';
  /** Of the tip, which points down. */
  x: number;
  y: number;
  size: number;
  fill: string;
}

export type Mark = Rect | Curve | Line | Text | Lines | Raster | Cells | Triangle;

/** A drawing as data: drawn on a canvas, written as SVG, compared in tests. Later marks lie on earlier ones. */
export interface Scene {
  width: number;
  height: number;
  background: string;
  marks: Mark[];
}

/** The same numbers in rows and columns. */
export interface Table {
  caption: string;
  columns: string[];
  rows: string[][];
}
