import { expect, it } from 'vitest';
import type { Reading } from '../../src/reading/reading';
import { initial } from '../../src/state/state';
import { rankedValues, ranking } from '../../src/views/model/values';
import { countsOf, marksOf } from '../../src/words/marks';
import { pronounLink, pronounMeasure, pronounToOccupations } from '../../src/words/pronoun';
import { sample } from '../sample';
import { words } from '../views/input';

const sentence = words('The doctor asked the construction worker and his queen . She said it');
const reading = () => sample({ tokens: sentence, layers: 3, heads: 4 });

/** The row of one query in all heads, as the server sends it. */
function rowsOf(one: Reading, query: number): Float32Array {
  const heads = Array.from({ length: 12 }, (_, i) => [...one.row([Math.floor(i / 4), i % 4], query)!]);
  return Float32Array.from(heads.flat());
}

it('takes the last pronoun, not other gendered words, and all tokens of occupations', () => {
  const link = pronounLink(marksOf(reading(), []))!;
  expect([link.query, link.keys]).toEqual([10, [1, 4, 5]]);
  expect(link.meaning).toBe(
    'weight from the last pronoun, “She”, to all occupations: “doctor”, “construction worker”; ' +
      'of a word the sum over its tokens',
  );
});

it('needs a pronoun, an occupation and the row', () => {
  const none = sample({ tokens: words('The queen asked the doctor') });
  expect(pronounLink(marksOf(none, []))).toBeNull();
  expect(pronounLink(marksOf(sample({ tokens: words('She left him') }), []))).toBeNull();
  expect(pronounToOccupations(reading(), marksOf(reading(), []))).toBeNull();
});

it('is the plain sum of weights in every head, and ranks the heads', () => {
  const one = reading();
  one.rows.set(10, rowsOf(one, 10));
  const measure = pronounToOccupations(one, marksOf(one, []))!;
  for (let i = 0; i < 12; i++) {
    const row = one.row([Math.floor(i / 4), i % 4], 10)!;
    expect(measure.values[i]).toBeCloseTo(row[1] + row[4] + row[5], 6);
    expect(measure.chances[i]).toBeCloseTo(3 / 11, 6);
  }
  one.measures!.measures.push(measure);
  const ranked = ranking(rankedValues(one, { ...initial, measure: pronounMeasure }, {})!);
  expect(ranked).toHaveLength(12);
  const sorted = [...measure.values].sort((a, b) => b! - a!);
  expect(ranked.map(i => measure.values[i])).toEqual(sorted);
});

it('follows the reader’s own list of occupations', () => {
  const marks = marksOf(reading(), [{ category: 'occupation', words: ['queen'] }]);
  expect(pronounLink(marks)!.keys).toEqual([8]);
  expect(countsOf(marks)).toEqual([1, 1, 0, 1]);
});
