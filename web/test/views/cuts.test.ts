import { describe, expect, it } from 'vitest';
import type { HeadEffects } from '../../src/reading/effects';
import type { Edit } from '../../src/reading/types';
import { dark } from '../../src/scales/theme';
import { pick } from '../../src/scene/pick';
import { headView } from '../../src/views/head';
import { expectScene } from '../snapshot';
import { curves, input, nurse } from './input';

function changed(...json: Edit[]) {
  const reading = nurse();
  const info = { ...reading.info, edits: { json, words: json.map(() => '') } };
  return Object.assign(Object.create(reading), { info }) as typeof reading;
}

const cut = (heads: string, queries: number[] | null, keys: number[]): Edit => {
  return { edit: 'cut', heads, queries, keys, renormalise: true };
};

describe('what was cut', () => {
  const state = { heads: [[1, 3] as const, [1, 4] as const], queries: [8] };
  it.each([
    ['head-cut', {}],
    ['head-cut-dark', { theme: dark }],
  ])('is drawn where it was: %s', (name, more) => {
    const reading = changed(cut('L1H4', [8], [4]), cut('L1H3', null, [1]));
    expectScene(name, headView.scene(input(reading, { state, ...more })));
  });

  it('can be pointed at, in the heads it is cut in', () => {
    const given = input(changed(cut('L1', [8], [4, 1]), cut('L0H0', [8], [2])), { state });
    const scene = headView.scene(given);
    const cuts = curves(scene).filter(({ target }) => target?.tip?.includes('cut: its weight is 0'));
    expect(cuts.map(({ target }) => [target!.head, target!.link!.key])).toEqual([
      [[1, 3], 4],
      [[1, 3], 1],
      [[1, 4], 4],
      [[1, 4], 1],
    ]);
    const { x0, x1, y0, y1 } = cuts[0];
    expect(pick(scene, (x0 + x1) / 2, (y0 + y1) / 2)?.link).toEqual({ query: 8, key: 4 });
  });

  it('is not drawn where other words are in focus', () => {
    const reading = changed(cut('all', [8], [4]));
    const scene = headView.scene(input(reading, { state: { ...state, queries: [5] } }));
    expect(curves(scene).some(({ target }) => target?.tip?.includes('cut: its weight is 0'))).toBe(false);
  });
});

describe('a line says what cutting it does', () => {
  const changes = new Float64Array(27).fill(NaN);
  changes[9 + 3] = -0.0123;
  const effects = {
    ...{ id: 1, changes, measured: 1, question: '', outcome: 'log odds', unit: 'nats', before: 0 },
    ...{ asked: { kind: 'cut', queries: [8], keys: [4], renormalise: true }, ended: true },
  } as HeadEffects;
  const tips = (more: Partial<Parameters<typeof input>[1]>, reading = nurse()) =>
    curves(headView.scene(input(reading, { state: { heads: [[1, 3]], from: 0 }, effects, ...more })))
      .filter(({ target }) => target?.tip?.some(line => line.startsWith('cutting it')))
      .map(({ target }) => [target!.link, target!.tip!.slice(-2)]);

  it('where it was measured for this very link in this head', () => {
    const words = ['cutting it: change −1.230e−2 nats', 'log odds'];
    expect(tips({})).toEqual([[{ query: 8, key: 4 }, words]]);
    expect(tips({ state: { heads: [[1, 4]], from: 0 } })).toEqual([]);
    expect(tips({ effects: { ...effects, asked: { kind: 'off' } } })).toEqual([]);
    expect(tips({ effects: { ...effects, asked: { ...effects.asked, keys: [4, 1] } as never } })).toEqual([]);
  });

  it('of the text as it is, also where a changed run is drawn', () => {
    const [[, words]] = tips({}, changed({ edit: 'mean', heads: 'L0H0' }));
    expect((words as string[])[0]).toContain('in the text as it is');
  });
});
