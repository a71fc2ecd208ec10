import { describe, expect, it } from 'vitest';
import { Assembly, layerDetail, rowWeights } from '../../src/reading/assemble';
import { type Frame, frames } from '../../src/reading/frames';
import { random, sample } from '../sample';

function bytes(header: object, payload = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(8 + json.length + payload.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, json.length, true);
  out.set(json, 4);
  view.setUint32(4 + json.length, payload.length, true);
  out.set(payload, 8 + json.length);
  return out;
}

async function* cut(all: Uint8Array, next: () => number) {
  for (let at = 0; at < all.length; ) {
    const end = Math.min(all.length, at + 1 + Math.floor(next() * 9));
    yield all.subarray(at, end);
    at = end;
  }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Frame[]> {
  const out: Frame[] = [];
  for await (const frame of frames(stream)) out.push(frame);
  return out;
}

describe('frames', () => {
  it('are the same however the stream is cut', async () => {
    const parts = [
      bytes({ frame: 'a', é: '“' }),
      bytes({ frame: 'b' }, Uint8Array.of(1, 2, 3)),
      bytes({ frame: 'c' }),
    ];
    const all = Uint8Array.from(parts.flatMap(part => [...part]));
    const next = random(2);
    for (let i = 0; i < 50; i++) {
      const got = await collect(cut(all, next));
      expect(got.map(frame => frame.header.frame)).toEqual(['a', 'b', 'c']);
      expect([...got[1].payload]).toEqual([1, 2, 3]);
    }
  });

  it('do not end in the middle', async () => {
    const all = bytes({ frame: 'b' }, Uint8Array.of(1, 2, 3));
    await expect(collect(cut(all.subarray(0, all.length - 1), random(1)))).rejects.toThrow(
      /middle of an answer/,
    );
  });
});

describe('a reading in the making', () => {
  const frame = (header: object, payload = new Uint8Array()): Frame => ({
    header: header as Frame['header'],
    payload,
  });

  it('is put together from its frames', () => {
    const { info } = sample();
    const assembly = new Assembly();
    assembly.add(frame({ frame: 'reading', ...info }));
    assembly.add(frame({ frame: 'layer', layer: 1, blocks: 2, parked: [0.5, 0.25] }, new Uint8Array(24)));
    expect(assembly.reading!.layers[0]).toBeUndefined();
    expect(assembly.reading!.layers[1]).toMatchObject({ blocks: 2, parked: [0.5, 0.25] });
    expect(assembly.reading!.complete).toBe(false);
    expect(assembly.add(frame({ frame: 'something new' }))).toBeNull();
    assembly.add(frame({ frame: 'done', milliseconds: 3 }));
    expect(assembly.reading!.complete).toBe(true);
    expect(() => assembly.add(frame({ frame: 'error', message: 'Too long.' }))).toThrow('Too long.');
  });

  it('cuts a layer into its parts', () => {
    const header = {
      frame: 'layer-detail',
      heads: 2,
      keyValueHeads: 1,
      headSize: 3,
      tokens: 2,
      parts: ['q', 'k', 'norms'],
    };
    const numbers = Float32Array.from({ length: 12 + 6 + 4 }, (_, i) => i);
    const detail = layerDetail(frame(header, new Uint8Array(numbers.buffer)));
    expect([...detail.q!]).toEqual([...numbers.subarray(0, 12)]);
    expect([...detail.k!]).toEqual([12, 13, 14, 15, 16, 17]);
    expect([...detail.norms!]).toEqual([18, 19, 20, 21]);
    expect([...rowWeights(frame({ frame: 'rows' }, new Uint8Array(numbers.buffer)))]).toEqual([...numbers]);
  });
});
