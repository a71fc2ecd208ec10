import { describe, expect, it } from 'vitest';
import { light } from '../../src/scales/theme';
import type { Cells, Scene } from '../../src/scene/scene';
import { initial, type State } from '../../src/state/state';
import { neuronView } from '../../src/views/neuron';
import { byDistance, neuronsOf } from '../../src/views/neuron/neurons';
import type { Hover, ViewInput } from '../../src/views/view';
import { random, sample } from '../sample';
import { expectScene } from '../snapshot';

const words = ['The', ' doctor', ' asked', ' the', ' nurse', ' a', ' question', '.', ' She'];

function input(
  shape: Parameters<typeof sample>[0] = {},
  state: Partial<State> = {},
  hover: Hover = {},
): ViewInput {
  const reading = sample({ tokens: words, heads: 4, keyValueHeads: 2, size: 8, ...shape });
  const all = { ...initial, scale: 'neurons' as const, heads: [[1, 2] as const], ...state };
  return { reading, state: all, hover, width: 1100, height: 520, theme: light };
}

const rotary = { frequencies: [1, 0.5, 0.25, 0.1], factor: 1 };

describe('the neuron view', () => {
  it.each<[string, ViewInput]>([
    ['neuron-plain', input({}, { queries: [8] })],
    ['neuron-push-pinned', input({}, { queries: [8], keys: [4], order: 'push', neuron: 3 })],
    ['neuron-masked', input({}, { queries: [3] })],
    [
      'neuron-bias-cap',
      input({ rule: { soft_cap: 3, bias: { values: biases(4), center: 8 } } }, { queries: [8] }),
    ],
    ['neuron-before', input({ rule: { rotary } }, { queries: [8], rotary: 'before' })],
    ['neuron-window', input({ causal: false, rule: { window: 2 } }, { queries: [4] })],
    ['neuron-long', input({ tokens: Array.from({ length: 90 }, (_, i) => ` w${i}`) }, { queries: [60] })],
  ])('draws %s', (name, one) => expectScene(name, neuronView.scene(one)));

  it('waits for its layer in words', () => {
    const one = input();
    one.reading.details.clear();
    const texts = neuronView.scene(one).marks.map(mark => (mark.kind === 'text' ? mark.text : ''));
    expect(texts).toEqual(['Loading layer 1…']);
  });

  it('draws the numbers of the reading', () => {
    const one = input({}, { queries: [8], neuron: 1 });
    const n = neuronsOf(one)!;
    const at = (side: 'q' | 'k', token: number, d: number) => n.vectors[side][token * n.size + d];
    let seen = 0;
    for (const mark of cells(neuronView.scene(one))) {
      const { token, link } = mark.target!;
      mark.values.forEach((value, i) => {
        const d = mark.neurons[i];
        const possible = token
          ? [at('q', token.index, d)]
          : [at('k', link!.key, d), at('q', 8, d) * at('k', link!.key, d)];
        expect(Math.min(...possible.map(v => Math.abs(v - value)))).toBeLessThan(1e-5);
        seen++;
      });
    }
    expect(seen).toBe(8 * (9 + 9 + 9 + 1));
  });

  it('draws scores and weights of plain loops', () => {
    const one = input({}, { queries: [5] });
    const n = neuronsOf(one)!;
    const scores = Array.from({ length: 6 }, (_, key) => {
      let sum = 0;
      for (let d = 0; d < n.size; d++) sum += n.vectors.q[5 * n.size + d] * n.vectors.k[key * n.size + d];
      return sum * 0.5;
    });
    const total = scores.reduce((sum, s) => sum + Math.exp(s), 0);
    const drawn = neuronView
      .scene(one)
      .marks.filter(mark => mark.kind === 'rect' && mark.target?.link && !mark.target.neuron);
    const values = drawn.map(mark => mark.target!.value!).filter(v => v !== undefined);
    for (const [key, score] of scores.entries()) {
      expect(
        values.some(v => Math.abs(v - score) < 1e-5),
        `score of key ${key}`,
      ).toBe(true);
      expect(
        values.some(v => Math.abs(v - Math.exp(score) / total) < 1e-6),
        `weight of key ${key}`,
      ).toBe(true);
    }
  });

  it('has pushes that add up to the score less the mean score', () => {
    const next = random(7);
    for (let i = 0; i < 50; i++) {
      const tokens = words.slice(0, 2 + Math.floor(next() * 7));
      const query = Math.floor(next() * tokens.length);
      const one = input({ tokens, seed: i + 1, causal: next() > 0.5 }, { queries: [query] });
      const n = neuronsOf(one)!;
      const sum = n.push.reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(n.products[n.key] * n.scale - n.meanScore, 5);
    }
  });

  it('sums q × k by distance over all queries', () => {
    const one = input({}, { queries: [8] });
    const n = neuronsOf(one)!;
    for (const [i, { mean, count }] of byDistance(one.reading, n, 2, 20).entries()) {
      let sum = 0;
      for (let query = i + 1; query < 9; query++)
        sum += n.vectors.q[query * 8 + 2] * n.vectors.k[(query - i - 1) * 8 + 2];
      expect(count).toBe(8 - i);
      expect(mean).toBeCloseTo(sum / count, 6);
    }
  });

  it('says the same in its table', () => {
    const one = input({}, { queries: [8], neuron: 2 });
    const n = neuronsOf(one)!;
    const { columns, rows } = neuronView.table(one);
    expect(rows).toHaveLength(9);
    rows.forEach((row, key) => {
      expect(Number(row[columns.indexOf('weight')])).toBeCloseTo(n.weights[key], 3);
      expect(Number(row[1].replace('−', '-'))).toBeCloseTo(n.products[key], 3);
    });
  });

  it('stays inside its scene on any reading', () => {
    const next = random(11);
    for (let i = 0; i < 60; i++) {
      const count = 1 + Math.floor(next() * 80);
      const tokens = Array.from({ length: count }, (_, t) => ` w${t}`);
      const size = [2, 4, 32, 64][Math.floor(next() * 4)];
      const one = input(
        { tokens, size, seed: i + 1, causal: next() > 0.5 },
        { queries: [Math.floor(next() * count)], order: 'push', neuron: 1 },
      );
      finite(neuronView.scene(one));
    }
  });
});

function biases(heads: number): number[][] {
  return Array.from({ length: heads }, (_, h) =>
    Array.from({ length: 17 }, (_, i) => ((i - 8) * (h + 1)) / 10),
  );
}

const cells = (scene: Scene): Cells[] => scene.marks.filter((mark): mark is Cells => mark.kind === 'cells');

function finite(scene: Scene): void {
  for (const mark of scene.marks) {
    for (const value of Object.values(mark))
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    if (mark.kind !== 'rect' && mark.kind !== 'cells') continue;
    expect(mark.x).toBeGreaterThanOrEqual(-4);
    expect(mark.x + mark.width).toBeLessThanOrEqual(scene.width + 4);
    expect(mark.y + mark.height).toBeLessThanOrEqual(scene.height + 4);
  }
}
