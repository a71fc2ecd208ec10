import { describe, expect, it } from 'vitest';
import { Reading } from '../../src/reading/reading';
import { filteredRow, received } from '../../src/reading/weights';
import { dark, light } from '../../src/scales/theme';
import type { Mark, Scene } from '../../src/scene/scene';
import { filtersOf, initial, type State } from '../../src/state/state';
import { headLedger, headView } from '../../src/views/head';
import { matrixLedger, matrixView } from '../../src/views/matrix';
import type { Hover, ViewInput } from '../../src/views/view';
import { random, sample } from '../sample';
import { expectScene } from '../snapshot';

const words = ['The', ' doctor', ' asked', ' the', ' nurse', ' a', ' question', '.', ' She'];
const pair = ['[CLS]', ' the', ' cat', ' sat', '[SEP]', ' the', ' dog', ' lay', '[SEP]'];
const many = (n: number) => Array.from({ length: n }, (_, i) => ` w${i % 37}`);

function input(
  shape: Parameters<typeof sample>[0] = {},
  state: Partial<State> = {},
  hover: Hover = {},
  size: Partial<ViewInput> = {},
): ViewInput {
  const reading = sample({ tokens: words, heads: 9, size: 4, ...shape });
  const all = { ...initial, heads: [[1, 2] as const], ...state };
  return { reading, state: all, hover, width: 850, height: 420, theme: light, ...size };
}

const pairShape = { tokens: pair, pairFrom: 5, causal: false, parked: [0, 4, 8] };
const whole = Array.from({ length: 9 }, (_, head) => [1, head] as const);

const cases: [string, ViewInput][] = [
  ['head-one', input()],
  ['head-query', input({}, { queries: [8] })],
  ['head-query-hovered-dark', input({}, {}, { token: { side: 'query', index: 4 } }, { theme: dark })],
  ['head-key', input({}, { keys: [1] })],
  ['head-sums', input({}, { queries: [6, 8], keys: [1, 4] })],
  [
    'head-three',
    input(
      {},
      {
        heads: [
          [1, 2],
          [0, 1],
          [1, 5],
        ],
        queries: [8],
      },
    ),
  ],
  ['head-layer', input({}, { heads: whole })],
  ['head-layer-query', input({}, { heads: whole, queries: [8] })],
  ['head-pair', input(pairShape, { pair: 'ab' })],
  ['head-hidden', input({}, { parked: 'hidden', queries: [8] })],
  ['head-rescaled', input({}, { parked: 'rescaled', queries: [8] })],
  ['head-preview', input({}, {}, { head: [0, 7] })],
  ['head-compact', input({}, { queries: [8] }, {}, { width: 420 })],
  ['head-one-token', input({ tokens: ['Hello'] })],
];

const long: [string, ViewInput][] = [
  ['matrix-80', input({ tokens: many(80), layers: 2, heads: 3 }, { heads: [[1, 2]], queries: [50] })],
  [
    'matrix-window',
    input(
      { tokens: many(120), layers: 2, heads: 3 },
      {
        heads: [
          [1, 0],
          [0, 1],
        ],
        window: 30,
      },
    ),
  ],
];

describe('the head view', () => {
  it.each(cases)('draws %s', (name, one) => expectScene(name, headView.scene(one)));

  it('waits for its layer in words', () => {
    const one = input();
    one.reading.details.clear();
    expect(texts(headView.scene(one))).toContain('Loading layer 1…');
  });

  it('says where numbers are none', () => {
    const made = input();
    const reading = new Reading(made.reading.info);
    reading.details.set(1, {
      ...made.reading.details.get(1)!,
      q: new Float32Array(9 * 9 * 4).fill(Number.NaN),
    });
    const one = { ...made, reading };
    const scene = headView.scene(one);
    expect(texts(scene).join(' ')).toMatch(/L1H2 holds\s+values that are\s+no numbers/);
    inside(scene);
  });
});

describe('the matrix view', () => {
  it.each(long)('draws %s', (name, one) => expectScene(name, matrixView.scene(one)));

  it('says what it holds under a point', () => {
    const [, one] = long[0];
    const square = matrixView.scene(one).marks.findLast(mark => mark.kind === 'raster')!;
    const n = one.reading.count;
    for (const [query, key] of [
      [50, 3],
      [79, 79],
      [10, 60],
    ]) {
      const at = (index: number) => ((index + 0.5) / n) * (square as { width: number }).width;
      const target = matrixView.at!(
        one,
        (square as { x: number }).x + at(key),
        (square as { y: number }).y + at(query),
      );
      expect(target).toMatchObject({ link: { query, key } });
      expect(target!.value).toBeCloseTo(one.reading.row([1, 2], query)![key], 6);
    }
    expect(matrixView.at!(one, 1, 1)).toBeNull();
  });
});

describe('every line and bar', () => {
  const next = random(21);
  const any = (): ViewInput => {
    const several = next() > 0.5;
    const count = 1 + Math.floor(next() * (several ? 20 : 90));
    const some = (most: number) =>
      Array.from({ length: Math.floor(next() * most) }, () => Math.floor(next() * count));
    const heads = several ? whole.slice(0, 1 + Math.floor(next() * 9)) : [[1, 3] as const];
    const state: Partial<State> = {
      heads,
      queries: [...new Set(some(3))],
      keys: [...new Set(some(3))],
      parked: (['shown', 'hidden', 'rescaled'] as const)[Math.floor(next() * 3)],
      from: next() * 0.2,
    };
    const shape = { tokens: many(count), causal: next() > 0.4, seed: Math.floor(next() * 1000) };
    return input(
      shape,
      state,
      {},
      { width: 360 + Math.floor(next() * 900), height: 200 + Math.floor(next() * 700) },
    );
  };
  const readings = Array.from({ length: 60 }, any);

  it('carries the number of the reading', () => {
    let seen = 0;
    for (const one of readings) {
      const view = one.reading.count > 64 ? matrixView : headView;
      for (const { kind, target } of view.scene(one).marks) {
        if (!target?.link || kind !== 'curve') continue;
        const row = filteredRow(one.reading, filtersOf(one.state), target.head!, target.link.query)!;
        expect(target.value).toBeCloseTo(row.weights[target.link.key], 6);
        expect(target.value).toBeGreaterThanOrEqual(one.state.from);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });

  it('stays inside the drawing', () => {
    for (const one of readings) {
      inside((one.reading.count > 64 ? matrixView : headView).scene(one));
    }
  });

  it('is counted, and what is not drawn too', () => {
    for (const one of readings) {
      const { shares } = (one.reading.count > 64 ? matrixLedger : headLedger)(one);
      expect(shares!.drawn + shares!.thin + shares!.hidden + shares!.outside).toBeCloseTo(1, 5);
    }
  });
});

describe('bars without focus', () => {
  it('show the mean over the queries that see the key, and none below three', () => {
    const one = input();
    const means = received(one.reading, filtersOf(one.state), [1, 2])!;
    const bars = headView
      .scene(one)
      .marks.filter(mark => mark.target?.tip?.some(line => line.includes('received')));
    expect(bars.length).toBeGreaterThanOrEqual(7);
    for (const bar of bars) {
      const key = words.findIndex(word => bar.target!.tip![0].includes(`“${word.trim()}”`));
      expect(bar.target!.value).toBeCloseTo(means.means[key], 6);
      expect(means.counts[key]).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the table', () => {
  it('holds the weights of the query in focus, key by key', () => {
    const one = input({}, { queries: [8] });
    const { rows } = headView.table(one);
    const row = weightsOf(one.reading, 8);
    expect(rows.map(cells => Number(cells[2]))).toHaveLength(9);
    rows.forEach((cells, key) => {
      expect(Number(cells[2])).toBeCloseTo(row[key], 3);
    });
  });
});

const weightsOf = (reading: Reading, query: number) => reading.row([1, 2], query)!;
const texts = (scene: Scene) => scene.marks.flatMap(mark => (mark.kind === 'text' ? [mark.text] : []));

function inside(scene: Scene): void {
  for (const mark of scene.marks) {
    for (const [x, y] of corners(mark)) {
      expect(x, mark.kind).toBeGreaterThanOrEqual(-8);
      expect(x, mark.kind).toBeLessThanOrEqual(scene.width + 8);
      expect(y, mark.kind).toBeGreaterThanOrEqual(-8);
      expect(y, mark.kind).toBeLessThanOrEqual(scene.height + 8);
    }
  }
}

function corners(mark: Mark): [number, number][] {
  if (mark.kind === 'curve' || mark.kind === 'line')
    return [
      [mark.x0, mark.y0],
      [mark.x1, mark.y1],
    ];
  if (mark.kind === 'rect' || mark.kind === 'raster')
    return [
      [mark.x, mark.y],
      [mark.x + mark.width, mark.y + mark.height],
    ];
  return mark.kind === 'text' ? [[mark.x, mark.y]] : [];
}
