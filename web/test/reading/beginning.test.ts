import { describe, expect, it } from 'vitest';
import { beginning, promptCount, promptText, writtenText } from '../../src/reading/beginning';
import { Reading } from '../../src/reading/reading';
import type { HeadId } from '../../src/reading/types';
import { neuronLedger, neuronView } from '../../src/views/neuron';
import { sample } from '../sample';
import { input, longText, words } from '../views/input';

const tokens = words('The doctor asked the nurse a question . She said , "');
const shape = { tokens, written: 4, layers: 2, heads: 4, keyValueHeads: 2, size: 8 };
const whole = sample(shape);
/** The same queries and keys, cut by hand: what a run of the beginning alone would have. */
function alone(count: number): Reading {
  const one = new Reading({ ...whole.info, tokens: whole.info.tokens.slice(0, count) });
  const first = (all: Float32Array, size: number) => {
    const rows = Array.from({ length: all.length / (tokens.length * size) }, (_, i) => [
      ...all.subarray(i * tokens.length * size, (i * tokens.length + count) * size),
    ]);
    return Float32Array.from(rows.flat());
  };
  for (const [layer, { q, k, norms }] of whole.details)
    one.details.set(layer, { q: first(q!, 8), k: first(k!, 8), norms: first(norms!, 1) });
  return one;
}
const heads: HeadId[] = [0, 1].flatMap(layer => [0, 1, 2, 3].map((head): HeadId => [layer, head]));

describe('the beginning of what was written', () => {
  it('has the text, tokens and words that exist then', () => {
    const two = beginning(whole, 10);
    expect(promptCount(whole)).toBe(8);
    expect([two.count, promptCount(two), two.info.generated.length]).toEqual([10, 8, 2]);
    expect(promptText(two)).toBe(' The doctor asked the nurse a question .');
    expect(writtenText(two)).toBe(' She said');
    expect(writtenText(beginning(whole, 8))).toBe('');
    expect(writtenText(whole)).toBe(' She said , "');
  });

  it('is one object per step, and the whole at the end', () => {
    expect(beginning(whole, 9)).toBe(beginning(whole, 9));
    expect(beginning(whole, 12)).toBe(whole);
    expect(beginning(whole, 99)).toBe(whole);
  });

  it.each([8, 9, 11])('has the rows, vectors and norms of a run of its %i tokens', count => {
    const [part, one] = [beginning(whole, count), alone(count)];
    for (const head of heads) {
      for (let query = 0; query < count; query++) {
        expect([...part.row(head, query)!]).toEqual([...one.row(head, query)!]);
        expect([...part.terms(head, query)!.products]).toEqual([...one.terms(head, query)!.products]);
        expect(part.valueNorm(head, query)).toBe(one.valueNorm(head, query));
      }
      expect(part.vectors(head)).toEqual(one.vectors(head));
    }
  });

  it('has the blocks of its tokens, and their parked share', () => {
    const part = beginning(whole, 9);
    for (const [layer, head] of heads) {
      const { blocks, bytes, parked } = part.layers[layer]!;
      expect(blocks).toBe(9);
      for (let query = 0; query < 9; query++) {
        const row = part.row([layer, head], query)!;
        const got = bytes.subarray((head * 9 + query) * 9, (head * 9 + query + 1) * 9);
        expect([...got]).toEqual([...row].map(w => Math.floor(255 * Math.sqrt(w) + 0.5)));
      }
      const share = Array.from({ length: 9 }, (_, i) => part.row([layer, head], i)![0]);
      const mean = share.reduce((a, b) => a + b, 0) / 9;
      expect(part.parkedShare([layer, head])).toBeCloseTo(mean, 6);
      expect(parked[head]).toBeCloseTo(mean, 2);
    }
  });

  it('shows what came next, with the word that was drawn', () => {
    const predicted = (count: number) => beginning(whole, count).measures!;
    expect(predicted(8).predictedFrom).toBe(7);
    expect(predicted(8).predictions.map(p => p.text)).toEqual([' She', ' else']);
    expect(predicted(9).predictions.map(p => p.text)).toEqual([' else', ' said']);
    expect(predicted(9).measures).toBe(whole.measures!.measures);
  });

  it('takes what arrives later', () => {
    const late = sample(shape);
    const layer = late.layers[1];
    late.layers[1] = undefined;
    expect(beginning(late, 9).layers[1]).toBeUndefined();
    late.layers[1] = layer;
    expect(beginning(late, 9).layers[1]!.blocks).toBe(9);
    late.details.clear();
    expect(beginning(late, 9).parkedShare([1, 0])).toBeNull();
  });

  it('leaves out the block that later tokens share, and says how many tokens are drawn', () => {
    const long = sample({ tokens: longText(80), written: 20, layers: 1, heads: 1 });
    const part = beginning(long, 61);
    expect([part.blockTokens, part.inBlocks, part.layers[0]!.blocks]).toEqual([2.5, 60, 24]);
    const { bytes } = part.layers[0]!;
    const all = long.layers[0]!.bytes;
    expect(bytes.slice(24 * 23, 24 * 24)).toEqual(all.slice(32 * 23, 32 * 23 + 24));
  });

  it('holds neurons to a pattern that was recorded for the whole', () => {
    const recorded = sample(shape);
    for (const [layer, detail] of recorded.details) {
      const rows = [0, 1, 2, 3].flatMap(head =>
        tokens.flatMap((_, query) => [...recorded.row([layer, head], query)!]),
      );
      recorded.details.set(layer, { ...detail, pattern: Float32Array.from(rows) });
    }
    const state = { scale: 'neurons', heads: [[1, 2]], queries: [8] } as const;
    const view = input(beginning(recorded, 9), { state, width: 1190 });
    expect(neuronLedger(view)!.check).toBe(0);
    expect(neuronView.table(view).rows).toHaveLength(9);
  });
});
