/** Where the cells of a grid of layers × heads lie. Rows are always layers, columns always heads. */
export interface GridPlace {
  left: number;
  top: number;
  /** Side of a cell with its space; `wide` where cells with lines or a number are wider than high. */
  cell: number;
  wide: number;
  space: number;
  /** Blocks of layers, read down, then right. */
  blocks: number;
  rows: number;
  width: number;
  height: number;
  layers: number;
  heads: number;
}

const left = 32;
const top = 22;
const between = 34;

/** The blocks, 1 to `most`, that make cells largest; more blocks must win by 6 %. */
export function placeGrid(
  width: number,
  height: number,
  layers: number,
  heads: number,
  { most = 4, largest = 92, widen = false } = {},
): GridPlace {
  let best = { cell: 0, blocks: 1 };
  for (let blocks = 1; blocks <= Math.min(most, layers); blocks++) {
    const across = (width - left - between * (blocks - 1)) / (blocks * heads);
    const cell = Math.min(across, (height - top - 2) / Math.ceil(layers / blocks));
    if (cell > best.cell * 1.06) best = { cell, blocks };
  }
  const { blocks } = best;
  const limited = Math.max(6, Math.min(best.cell, largest));
  const cell = limited >= 12 ? Math.floor(limited) : limited;
  const across = (width - left - between * (blocks - 1)) / (blocks * heads);
  const wide = widen ? Math.max(cell, Math.floor(Math.min(cell * 1.5, across))) : cell;
  const rows = Math.ceil(layers / blocks);
  return {
    left,
    top,
    cell,
    wide,
    space: cell >= 40 ? 3 : cell >= 16 ? 2 : 1,
    blocks,
    rows,
    width: left + blocks * heads * wide + (blocks - 1) * between + 2,
    height: top + rows * cell + 2,
    layers,
    heads,
  };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function cellBox(place: GridPlace, layer: number, head: number): Box {
  const block = Math.floor(layer / place.rows);
  return {
    x: place.left + block * (place.heads * place.wide + between) + head * place.wide,
    y: place.top + (layer - block * place.rows) * place.cell,
    width: place.wide - place.space,
    height: place.cell - place.space,
  };
}
