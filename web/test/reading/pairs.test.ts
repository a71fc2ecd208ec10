import { expect, it } from 'vitest';
import { barOf, bounds, distribution, type Pair } from '../../src/reading/pairs';

const pair = (total: number | null) => ({ total }) as Pair;

it('counts every pair that has a number once, also beyond ±1', () => {
  const totals = [-3, -1.01, -1, -0.3, -0.05, 0, 0.09, 0.1, 0.99, 1, 1.2, 7];
  const counts = distribution([...totals, null].map(pair));
  expect(counts).toHaveLength(bounds.length + 1);
  expect(counts.reduce((a, b) => a + b)).toBe(totals.length);
  expect(counts[0]).toBe(2);
  expect(counts[counts.length - 1]).toBe(3);
});

it('puts a bound into the bar above it', () => {
  expect([-2, -1, -0.75, 0, 0.1, 1, 4].map(barOf)).toEqual([0, 1, 1, 5, 6, 9, 9]);
});
