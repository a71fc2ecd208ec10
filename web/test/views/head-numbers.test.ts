import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/reading/reading';
import type { HeadId } from '../../src/reading/types';
import { filteredRow, type PairFilter, type ParkedMode, received } from '../../src/reading/weights';
import { exact, short } from '../../src/scales/format';
import type { Scene } from '../../src/scene/scene';
import { filtersOf } from '../../src/state/state';
import { headLedger, headView } from '../../src/views/head';
import type { ViewInput } from '../../src/views/view';
import { catMat, curves, input, nurse, texts } from './input';

const weight = ({ reading, state }: ViewInput, head: HeadId, query: number, key: number): number =>
  filteredRow(reading, filtersOf(state), head, query)!.weights[key];

/** Bars by column: a hollow one carries a share, all others a weight. */
const filled = (scene: Scene) =>
  scene.marks.flatMap(mark => (mark.kind === 'rect' && mark.fill && mark.target ? [mark] : []));

const filters: [ParkedMode, PairFilter][] = (['shown', 'hidden', 'rescaled'] as const).flatMap(parked =>
  (['all', 'aa', 'ab', 'ba', 'bb'] as const).map((pair): [ParkedMode, PairFilter] => [parked, pair]),
);

const heads: HeadId[] = [
  [0, 1],
  [1, 0],
];

describe('numbers of the head view', () => {
  it.each(filters)('are the reading’s own: %s, %s', (parked, pair) => {
    for (const state of [
      {},
      { queries: [2, 9] },
      { queries: [2] },
      { keys: [3, 10] },
      { queries: [2], keys: [10] },
    ]) {
      const given = input(catMat(), { state: { heads, parked, pair, ...state } });
      let compared = 0;
      for (const mark of [...curves(headView.scene(given)), ...filled(headView.scene(given))]) {
        const { head, link, value } = mark.target ?? {};
        if (!head || !link) continue;
        expect(Math.abs(value! - weight(given, head, link.query, link.key))).toBeLessThanOrEqual(1e-5);
        compared++;
      }
      expect(compared).toBeGreaterThan(0);
    }
  });

  it('draws every weight from the limit on, and none below', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], from: 0.05 } });
    const drawn = curves(headView.scene(given)).map(curve => curve.target!.link!);
    const expected: string[] = [];
    for (let query = 0; query < 12; query++)
      for (let key = 0; key < 12; key++)
        if (given.reading.row([1, 3], query)![key] >= 0.05) expected.push(`${query} ${key}`);
    expect(drawn.map(link => `${link.query} ${link.key}`).sort()).toEqual(expected.sort());
  });

  it('prints the mean of several queries and the sum to several keys', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], queries: [8, 10], keys: [1, 4] } });
    const scene = headView.scene(given);
    expect(texts(scene)).toContain('weight from 2 tokens, mean');
    expect(texts(scene)).toContain('to 2 tokens, sum');
    const means: number[] = [];
    const sums: number[] = [];
    for (let i = 0; i < 12; i++) {
      const mean = (weight(given, [1, 3], 8, i) + weight(given, [1, 3], 10, i)) / 2;
      const sum = weight(given, [1, 3], i, 1) + weight(given, [1, 3], i, 4);
      if (mean > 0.004) means.push(mean);
      if (sum > 0.004) sums.push(sum);
    }
    const values = filled(scene).map(mark => mark.target!.value!);
    expect(values).toHaveLength(means.length + sums.length);
    [...means, ...sums].forEach((expected, i) => void expect(values[i]).toBeCloseTo(expected, 6));
  });

  it('prints what a key receives on average, from three queries on', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]] } });
    const { means, counts } = received(given.reading, filtersOf(given.state), [1, 3])!;
    const expected = Array.from(means).filter((mean, key) => counts[key] >= 3 && mean > 0.004);
    expect(filled(headView.scene(given)).map(mark => mark.target!.value)).toEqual(expected);
    expect(counts[11]).toBe(1);
    expect(texts(headView.scene(given))).toContain('mean weight received');
  });

  it('makes bars as long as their weights', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], queries: [8] }, width: 700 });
    const bars = filled(headView.scene(given)).filter(mark => mark.width > 1);
    const unit = bars[0].width / bars[0].target!.value!;
    for (const bar of bars) expect(bar.width / bar.target!.value!).toBeCloseTo(unit, 4);
  });

  it('prints the number of the head that is pointed at', () => {
    const state = { heads, queries: [2] };
    const scene = headView.scene(input(catMat(), { state, hover: { head: heads[1] } }));
    const expected = Array.from(catMat().row(heads[1], 2)!).filter(w => w >= 0.015);
    expect(texts(scene).filter(text => /^\.\d\d$/.test(text))).toEqual(expected.map(w => short(w)));
  });

  it('shares what is written by value norm', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], queries: [8] } });
    const { reading } = given;
    const parts = Array.from(reading.row([1, 3], 8)!, (w, key) => w * reading.valueNorm([1, 3], key)!);
    const sum = parts.reduce((a, b) => a + b, 0);
    const hollow = headView.scene(given).marks.filter(m => m.kind === 'rect' && !m.fill && m.target);
    expect(hollow.length).toBeGreaterThan(3);
    for (const { target } of hollow) expect(target!.value).toBeCloseTo(parts[target!.link!.key] / sum, 6);
    for (const state of [{ parked: 'hidden' as const }, { queries: [7, 8] }]) {
      const other = headView.scene(input(reading, { state: { heads: [[1, 3]], queries: [8], ...state } }));
      expect(texts(other)).not.toContain('written (× value)');
    }
  });

  it('says in a tooltip what a line is', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], queries: [8] } });
    const { reading } = given;
    const { tip } = curves(headView.scene(given)).find(curve => curve.target?.link?.key === 4)!.target!;
    const row = reading.row([1, 3], 8)!;
    const rank = 1 + row.filter(w => w > row[4]).length;
    expect(tip!.slice(0, 4)).toEqual([
      '“She” → “nurse”',
      'L1H3',
      `weight ${exact(row[4])}`,
      `rank ${rank} of 9 in the row`,
    ]);
    expect(tip!.at(-1)).toBe('4 tokens back');
  });

  it('keeps to 170 lines with several heads, and to all with a token in focus', () => {
    const all: HeadId[] = Array.from({ length: 9 }, (_, h) => [1, h]);
    const given = input(nurse(), { state: { heads: all, from: 0 } });
    const drawn = curves(headView.scene(given)).map(curve => curve.target!.value!);
    const weights = all.flatMap(head =>
      Array.from({ length: 12 }, (_, query) => Array.from(given.reading.row(head, query)!)).flat(),
    );
    expect(drawn.sort()).toEqual(
      weights
        .sort((a, b) => b - a)
        .slice(0, 170)
        .sort(),
    );
    expect(headLedger(given)).toMatchObject({ note: 'the 170 strongest lines', limit: Math.min(...drawn) });
    const focused = input(given.reading, { state: { heads: all, from: 0, queries: [11] } });
    expect(curves(headView.scene(focused))).toHaveLength(9 * 12);
  });
});

describe('ledger of the head view', () => {
  const plain = (given: ViewInput, reading: Reading) => {
    const lines = new Set(
      curves(headView.scene(given)).map(
        ({ target }) => `${target!.head} ${target!.link!.query} ${target!.link!.key}`,
      ),
    );
    let drawn = 0;
    let all = 0;
    for (const head of given.state.heads) {
      for (let query = 0; query < reading.count; query++) {
        reading.row(head, query)!.forEach((w, key) => {
          all += w;
          if (lines.has(`${head} ${query} ${key}`)) drawn += w;
        });
      }
    }
    return drawn / all;
  };

  it.each(filters)('adds up and counts the lines that are there: %s, %s', (parked, pair) => {
    const given = input(catMat(), { state: { heads, parked, pair, from: 0.06 } });
    const { shares } = headLedger(given);
    const { drawn, thin, hidden, outside } = shares!;
    expect(drawn + thin + hidden + outside).toBeCloseTo(1, 6);
    // Rows of the text that is left out count as outside here, so only the whole reading compares with all rows.
    if (pair === 'all') expect(drawn).toBeCloseTo(plain(given, given.reading), 5);
  });

  it('is empty while nothing has arrived', () => {
    const reading = nurse();
    reading.details.clear();
    expect(headLedger(input(reading, {})).shares).toBeNull();
  });
});

describe('table of the head view', () => {
  it('holds the bars’ numbers in their order', () => {
    const given = input(nurse(), { state: { heads: [[1, 3]], queries: [8] } });
    const { columns, rows } = headView.table(given);
    expect(columns).toEqual(['Query', 'Key', 'L1H3', 'Written, share of the row']);
    expect(rows.map(row => row[2])).toEqual(Array.from(given.reading.row([1, 3], 8)!, exact));
    expect(rows[4].slice(0, 2)).toEqual(['“She”', '“nurse”']);
  });

  it('holds every line, then what keys receive', () => {
    const given = input(nurse(), { state: { heads } });
    const { rows } = headView.table(given);
    const fromLines = curves(headView.scene(given)).map(curve => exact(curve.target!.value!));
    const lines = rows.filter(row => !row[0].startsWith('mean'));
    expect(lines.flatMap(row => row.slice(2).filter(Boolean)).sort()).toEqual(fromLines.sort());
    const means = rows.filter(row => row[0].startsWith('mean')).flatMap(row => row.slice(2));
    const expected = heads.map(head => received(given.reading, filtersOf(given.state), head)!);
    expect(means).toEqual(
      Array.from({ length: 10 }, (_, key) => expected.map(({ means: m }) => exact(m[key]))).flat(),
    );
  });

  it('holds sums to the keys in focus', () => {
    const given = input(nurse(), { state: { heads, keys: [1, 4] } });
    const rows = headView.table(given).rows.filter(row => row[1] === 'sum to 2 tokens');
    expect(rows).toHaveLength(12);
    const sum = (head: HeadId, query: number) =>
      weight(given, head, query, 1) + weight(given, head, query, 4);
    const expected = Array.from({ length: 12 }, (_, query) => heads.map(head => exact(sum(head, query))));
    expect(rows.map(row => row.slice(2))).toEqual(expected);
  });
});
