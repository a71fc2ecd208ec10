import { describe, expect, it } from 'vitest';
import type { HeadEffects } from '../../src/reading/effects';
import { modelView } from '../../src/views/model';
import { expectScene } from '../snapshot';
import { input, nurse, texts } from './input';

describe('effects in the grid', () => {
  const changes = Float64Array.from({ length: 27 }, (_, i) => (i === 5 ? NaN : (i % 3 ? 1 : -1) * i * 1e-4));
  const effects: HeadEffects = {
    id: 1,
    asked: { kind: 'off' },
    changes,
    measured: 26,
    question: '',
    outcome: 'KL',
    unit: 'nats',
    before: 0,
    ended: true,
  };
  const state = { scale: 'model', cell: 'effect' } as const;

  it('have a colour by sign and a number', () => {
    const given = input(nurse(), { width: 700, height: 300, effects, state });
    const scene = modelView.scene(given);
    expectScene('model-effects', scene);
    const cells = scene.marks.filter(mark => mark.target?.value !== undefined);
    expect(cells.map(mark => mark.target!.value)).toEqual([...changes].filter(v => !Number.isNaN(v)));
    expect(texts(scene)).toContain('−2e−3');
    const { rows, columns } = modelView.table(given);
    expect(rows[0][0]).toBe('L2H8');
    expect(rows[26][columns.indexOf('effect')]).toBe('not measured');
  });

  it('are drawn anew for every head that comes', () => {
    const given = input(nurse(), { width: 700, height: 300, effects, state });
    const scene = modelView.scene(given);
    expect(modelView.scene(given)).toBe(scene);
    const more = { ...effects, measured: 27 };
    expect(modelView.scene({ ...given, effects: more })).not.toBe(scene);
  });
});

it('strikes heads that are off, and marks a corner of those that are changed', () => {
  const reading = nurse();
  const lines = (edits: typeof reading.info.edits) => {
    const info = { ...reading.info, edits };
    const given = input(Object.assign(Object.create(reading), { info }), { state: { scale: 'model' } });
    return modelView.overlay!(given).marks.filter(mark => mark.kind === 'line').length;
  };
  expect(lines({ json: [], words: [] })).toBe(0);
  // Each stroke lies on a wider one in the colour of the ground.
  expect(lines({ json: [{ edit: 'mean', heads: 'L1H2' }], words: [''] })).toBe(4);
  expect(lines({ json: [{ edit: 'scale', heads: 'L1', factor: 0 }], words: [''] })).toBe(36);
  expect(lines({ json: [{ edit: 'scale', heads: 'L1H2', factor: 0.5 }], words: [''] })).toBe(2);
});
