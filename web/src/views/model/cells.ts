import type { Reading } from '../../reading/reading';
import type { LayerBlocks } from '../../reading/types';
import { keyPasses, type PairFilter, type ParkedMode, queryPasses } from '../../reading/weights';
import type { Box } from '../../scales/grid';
import { areaOpacity, restingOpacity } from '../../scales/ramps';
import type { Theme } from '../../scales/theme';
import type { Lines, Raster } from '../../scene/scene';

const modes: ParkedMode[] = ['shown', 'hidden', 'rescaled'];
/** Thumbnails draw lines from this weight on. */
export const thumbnailFrom = 0.08;

/** A head's blocks as bytes of √w, [row, column]. */
export function headBytes(layer: LayerBlocks, heads: number, head: number, mode: ParkedMode): Uint8Array {
  const size = layer.blocks * layer.blocks;
  const start = (modes.indexOf(mode) * heads + head) * size;
  return layer.bytes.subarray(start, start + size);
}

/** True where the pair filter lets a block through; blocks hold several tokens in long texts and are not filtered. */
export function blockPasses(reading: Reading, pair: PairFilter, row: number, column: number): boolean {
  if (pair === 'all' || reading.blockTokens > 1) return true;
  return queryPasses(reading, pair, row) && keyPasses(reading, pair, column);
}

const alphas = new WeakMap<LayerBlocks, Map<string, Uint8ClampedArray>>();

const tables = new Map<string, Uint8ClampedArray>();

/** Opacity of a cell by its byte of √w. */
export function opacities(theme: Theme): Uint8ClampedArray {
  let table = tables.get(theme.name);
  if (!table) {
    table = Uint8ClampedArray.from({ length: 256 }, (_, byte) => 255 * areaOpacity((byte / 255) ** 2, theme));
    tables.set(theme.name, table);
  }
  return table;
}

/** Kept per layer and filter: a canvas keeps the bitmap of an array it has seen. */
function cellAlpha(
  reading: Reading,
  [layer, head]: readonly [number, number],
  mode: ParkedMode,
  pair: PairFilter,
  theme: Theme,
): Uint8ClampedArray {
  const blocks = reading.layers[layer]!;
  let kept = alphas.get(blocks);
  if (!kept) {
    kept = new Map();
    alphas.set(blocks, kept);
  }
  const key = `${head} ${mode} ${pair} ${theme.name}`;
  let alpha = kept.get(key);
  if (!alpha) {
    const bytes = headBytes(blocks, reading.heads, head, mode);
    const table = opacities(theme);
    alpha = Uint8ClampedArray.from(bytes, byte => table[byte]);
    const n = blocks.blocks;
    for (let i = 0; i < alpha.length; i++) {
      if (!blockPasses(reading, pair, Math.floor(i / n), i % n)) alpha[i] = 0;
    }
    kept.set(key, alpha);
  }
  return alpha;
}

/** The pattern as a bitmap: row = query, column = key, opacity √w. */
export function matrixCell(
  reading: Reading,
  [layer, head]: readonly [number, number],
  mode: ParkedMode,
  pair: PairFilter,
  box: Box,
  theme: Theme,
): Raster {
  const { blocks } = reading.layers[layer]!;
  const alpha = cellAlpha(reading, [layer, head], mode, pair, theme);
  return { kind: 'raster', ...box, columns: blocks, rows: blocks, alpha, fill: theme.sequence };
}

/** The pattern as straight lines between the tokens, for short texts. */
export function linesCell(
  reading: Reading,
  [layer, head]: readonly [number, number],
  mode: ParkedMode,
  pair: PairFilter,
  box: Box,
  theme: Theme,
): Lines {
  const blocks = reading.layers[layer]!;
  const n = blocks.blocks;
  const bytes = headBytes(blocks, reading.heads, head, mode);
  const step = (box.height - 6) / Math.max(1, n - 1);
  const middle = n === 1 ? (box.height - 6) / 2 : 0;
  const values: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const weight = (bytes[i] / 255) ** 2;
    const row = Math.floor(i / n);
    const column = i % n;
    if (weight < thumbnailFrom || !blockPasses(reading, pair, row, column)) continue;
    const y = box.y + 3 + middle;
    values.push(box.x + 4, y + row * step, box.x + box.width - 4, y + column * step, restingOpacity(weight));
  }
  const width = Math.max(0.8, Math.min(1.6, step * 0.6));
  return { kind: 'lines', values: Float32Array.from(values), stroke: theme.slots[0], width, clip: box };
}
