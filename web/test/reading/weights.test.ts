import { describe, expect, it } from 'vitest';
import { filteredRow, keyPasses, ledger, queryPasses, received, sees } from '../../src/reading/weights';
import { random, sample } from '../sample';

const pairText = ['[CLS]', ' a', ' b', '[SEP]', ' c', ' d', ' e', '[SEP]'];
const pair = () => sample({ tokens: pairText, pairFrom: 4, causal: false, parked: [0, 3, 7] });
const modes = ['shown', 'hidden', 'rescaled'] as const;
const pairs = ['all', 'aa', 'ab', 'ba', 'bb'] as const;

describe('what is left of a row', () => {
  it('adds up with what was left out', () => {
    const reading = pair();
    for (const parked of modes) {
      for (const filter of pairs) {
        for (let query = 0; query < reading.count; query++) {
          const all = reading.row([1, 1], query)!;
          const row = filteredRow(reading, { parked, pair: filter }, [1, 1], query)!;
          const shown = row.weights.reduce((a, b) => a + b, 0);
          const total = all.reduce((a, b) => a + b, 0);
          if (parked === 'rescaled')
            expect(
              shown === 0 ||
                Math.abs(shown - (1 - row.hidden - row.outside) / (1 - row.hidden - row.outside)) < 1e-5,
            ).toBe(true);
          else expect(shown + row.hidden + row.outside).toBeCloseTo(total, 5);
        }
      }
    }
  });

  it('keeps rows and columns of the chosen texts', () => {
    const reading = pair();
    const of = (side: (index: number) => boolean) => pairText.map((_, i) => i).filter(side);
    expect(of(i => queryPasses(reading, 'ab', i))).toEqual([0, 1, 2, 3]);
    expect(of(i => keyPasses(reading, 'ab', i))).toEqual([4, 5, 6, 7]);
    expect(of(i => queryPasses(reading, 'ba', i))).toEqual([4, 5, 6, 7]);
    expect(of(i => keyPasses(reading, 'all', i))).toHaveLength(8);
  });

  it('is nothing while the layer has not arrived', () => {
    const reading = sample();
    reading.details.clear();
    expect(filteredRow(reading, { parked: 'shown', pair: 'all' }, [0, 0], 0)).toBeNull();
    expect(received(reading, { parked: 'shown', pair: 'all' }, [0, 0])).toBeNull();
  });
});

describe('mean weight received', () => {
  it('is the mean over the queries that see the key', () => {
    const reading = sample({ tokens: ['a', ' b', ' c', ' d', ' e'] });
    const got = received(reading, { parked: 'shown', pair: 'all' }, [1, 0])!;
    for (let key = 0; key < 5; key++) {
      let [sum, count] = [0, 0];
      for (let query = 0; query < 5; query++) {
        if (!sees(reading, 1, query, key)) continue;
        sum += reading.row([1, 0], query)![key];
        count++;
      }
      expect(got.counts[key]).toBe(count);
      expect(got.means[key]).toBeCloseTo(sum / count, 6);
    }
  });
});

describe('the ledger', () => {
  it('adds up to all of the weight', () => {
    const next = random(3);
    const reading = pair();
    for (let i = 0; i < 100; i++) {
      const filters = { parked: modes[Math.floor(next() * 3)], pair: pairs[Math.floor(next() * 5)] };
      const from = next() * 0.3;
      const shares = ledger(
        reading,
        filters,
        [
          [0, 0],
          [1, 1],
        ],
        [1, 2, 5],
        (_h, _q, _k, w) => w >= from,
      )!;
      expect(shares.drawn + shares.thin + shares.hidden + shares.outside).toBeCloseTo(1, 5);
    }
  });
});
