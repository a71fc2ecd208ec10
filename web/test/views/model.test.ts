import { describe, expect, it } from 'vitest';
import { cellBox, placeGrid } from '../../src/scales/grid';
import { dark, light } from '../../src/scales/theme';
import { initial } from '../../src/state/state';
import { modelView } from '../../src/views/model';
import { headBytes, opacities } from '../../src/views/model/cells';
import type { ViewInput } from '../../src/views/view';
import { sample } from '../sample';
import { expectScene } from '../snapshot';

const input = (change: Partial<ViewInput> = {}): ViewInput => ({
  reading: sample(),
  state: { ...initial, scale: 'model' },
  hover: {},
  width: 320,
  height: 240,
  theme: light,
  ...change,
});

describe('the grid', () => {
  it.each([
    [30, 9, 1014, 700, 2],
    [12, 12, 1014, 700, 1],
    [32, 32, 1014, 700, 1],
    [1, 1, 1014, 700, 1],
  ])('places %i × %i heads', (layers, heads, width, height, blocks) => {
    const place = placeGrid(width, height, layers, heads);
    expect(place.blocks).toBe(blocks);
    expect(place.width).toBeLessThanOrEqual(width);
    expect(place.height).toBeLessThanOrEqual(height);
    expect(place.cell).toBeGreaterThanOrEqual(9);
  });

  it('gives every head a cell of its own', () => {
    const place = placeGrid(1014, 700, 30, 9);
    const corners = new Set<string>();
    for (let layer = 0; layer < 30; layer++) {
      for (let head = 0; head < 9; head++) {
        const box = cellBox(place, layer, head);
        corners.add(`${box.x} ${box.y}`);
      }
    }
    expect(corners.size).toBe(270);
  });
});

describe('the model view', () => {
  it.each([
    ['model-lines', {}],
    ['model-matrix', { state: { ...initial, scale: 'model' as const, cell: 'matrix' } }],
    ['model-measure', { state: { ...initial, scale: 'model' as const, cell: 'previous' } }],
    ['model-parked-shown', { state: { ...initial, scale: 'model' as const, parked: 'shown' as const } }],
    ['model-dark', { theme: dark }],
  ])('draws %s', (name, change) => expectScene(name, modelView.scene(input(change))));

  it('draws chosen and pointed heads above', () => {
    const state = { ...initial, scale: 'model' as const, heads: [[0, 1] as const, [1, 0] as const] };
    expectScene('model-overlay', modelView.overlay!(input({ state, hover: { head: [1, 1] } })));
  });

  it('keeps its scene while only the pointer moves', () => {
    const one = input();
    expect(modelView.scene({ ...one, hover: { head: [0, 0] } })).toBe(modelView.scene(one));
  });

  it('shows exact weights of the pinned link in every cell', () => {
    const reading = sample({ tokens: ['a', ' b', ' c', ' d', ' e'], layers: 3, heads: 4 });
    const query = 4;
    const all = new Float32Array(3 * 4 * 5);
    for (let i = 0; i < 12; i++) all.set(reading.row([Math.floor(i / 4), i % 4], query)!, i * 5);
    reading.rows.set(query, all);
    const state = { ...initial, scale: 'model' as const, queries: [query], keys: [2] };
    const scene = modelView.scene(input({ reading, state }));
    const valued = scene.marks.filter(mark => mark.target?.value !== undefined);
    expect(valued).toHaveLength(12);
    for (const { target } of valued) {
      expect(target!.value).toBeCloseTo(reading.row(target!.head!, query)![2], 6);
    }
  });

  it('draws what the blocks hold, to the byte', () => {
    const reading = sample({ tokens: Array.from({ length: 40 }, (_, i) => ` w${i}`) });
    const scene = modelView.scene(
      input({ reading, state: { ...initial, scale: 'model', parked: 'hidden' } }),
    );
    const rasters = scene.marks.filter(mark => mark.kind === 'raster');
    expect(rasters).toHaveLength(4);
    rasters.forEach((mark, i) => {
      const bytes = headBytes(reading.layers[Math.floor(i / 2)]!, 2, i % 2, 'hidden');
      expect([...mark.alpha]).toEqual([...bytes].map(byte => opacities(light)[byte]));
    });
  });

  it('has the same numbers in its table, in the order of the ranking', () => {
    const one = input();
    const table = modelView.table(one);
    const column = table.columns.lastIndexOf('previous');
    const measure = one.reading.measures!.measures[0];
    expect(table.rows).toHaveLength(4);
    const sorted = [...measure.values].sort((a, b) => b! - a!).map(v => v!.toFixed(3).replace(/^0/, ''));
    expect(table.rows.map(row => row[column])).toEqual(sorted);
  });

  it('draws layers as they arrive', () => {
    const reading = sample();
    reading.layers[1] = undefined;
    const before = modelView.scene(input({ reading }));
    expect(before.marks.filter(mark => mark.kind === 'lines')).toHaveLength(2);
  });
});
