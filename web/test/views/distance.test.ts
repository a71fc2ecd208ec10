import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { light } from '../../src/scales/theme';
import { initial } from '../../src/state/state';
import { byDistance, distanceView } from '../../src/views/distance';
import { sample } from '../sample';
import { expectScene } from '../snapshot';

const heads = [[0, 1] as const, [1, 0] as const];
const input = {
  reading: sample({ tokens: ['a', ' b', ' c', ' d', ' e', ' f'] }),
  state: { ...initial, heads },
  hover: {},
  width: 360,
  height: 180,
  theme: light,
};

it('draws the mean weight by distance', () => expectScene('distance', distanceView.scene(input)));

it('has the means of plain loops behind its bars', () => {
  const bars = distanceView.scene(input).marks.filter(mark => mark.target);
  expect(bars).toHaveLength(12);
  for (const [slot, head] of heads.entries()) {
    for (let distance = 0; distance < 6; distance++) {
      let sum = 0;
      for (let query = distance; query < 6; query++) sum += input.reading.row(head, query)![query - distance];
      expect(bars[slot * 6 + distance].target!.value).toBeCloseTo(sum / (6 - distance), 6);
      expect(byDistance(input, head)[distance]).toBeCloseTo(sum / (6 - distance), 6);
    }
  }
});

it('is the view that the guide speaks of: under 100 lines, with the members it quotes', () => {
  const lines = readFileSync(new URL('../../src/views/distance/index.ts', import.meta.url), 'utf8').split(
    '\n',
  );
  expect(lines.length).toBeLessThan(100);
  const guide = readFileSync(new URL('../../../docs/adding-a-view.md', import.meta.url), 'utf8');
  const view = readFileSync(new URL('../../src/views/view.ts', import.meta.url), 'utf8');
  for (const member of [
    'name: string;',
    'scene(input: ViewInput): Scene;',
    'table(input: ViewInput): Table;',
  ]) {
    expect(guide).toContain(member);
    expect(view).toContain(member);
  }
  for (const [, path] of guide.matchAll(/`(web\/[\w./-]+\.tsx?)`/g)) {
    expect(() => readFileSync(new URL(`../../../${path}`, import.meta.url))).not.toThrow();
  }
});
