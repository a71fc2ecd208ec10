import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { light } from '../../src/scales/theme';
import { captioned } from '../../src/scene/picture';
import { base64, encodePng } from '../../src/scene/png';
import type { Scene } from '../../src/scene/scene';
import { toSvg } from '../../src/scene/svg';
import { random } from '../sample';

/** Reads a palette PNG with unfiltered lines, checking every chunk's length. */
function decode(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks: Record<string, Uint8Array> = {};
  let at = 8;
  while (at < png.length) {
    const length = view.getUint32(at);
    chunks[String.fromCharCode(...png.subarray(at + 4, at + 8))] = png.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
  const head = new DataView(chunks.IHDR.buffer, chunks.IHDR.byteOffset);
  const [columns, rows] = [head.getUint32(0), head.getUint32(4)];
  const lines = inflateSync(chunks.IDAT);
  const alpha = Array.from({ length: columns * rows }, (_, i) => {
    const row = Math.floor(i / columns);
    return chunks.tRNS[lines[row * (columns + 1) + 1 + (i % columns)]];
  });
  return { columns, rows, alpha, colour: [...chunks.PLTE.subarray(0, 3)] };
}

it.each([
  [1, 1],
  [7, 3],
  [300, 301],
])('writes a %i × %i bitmap that others read', (columns, rows) => {
  const next = random(columns);
  const alpha = Uint8ClampedArray.from({ length: columns * rows }, () => next() * 255);
  const read = decode(encodePng(alpha, columns, rows, '#18325c'));
  expect(read).toEqual({ columns, rows, alpha: [...alpha], colour: [0x18, 0x32, 0x5c] });
});

it('is embedded where a bitmap is large, and drawn as rectangles where it is small', () => {
  const raster = (side: number): Scene => {
    const alpha = new Uint8ClampedArray(side * side).fill(90);
    const mark = {
      kind: 'raster',
      x: 0,
      y: 0,
      width: 100,
      height: 100,
      columns: side,
      rows: side,
      alpha,
      fill: '#18325c',
    } as const;
    return { width: 100, height: 100, background: '#ffffff', marks: [mark] };
  };
  expect(toSvg(raster(8))).not.toContain('<image');
  const large = toSvg(raster(100));
  const data = /base64,([^"]+)/.exec(large)![1];
  expect(decode(Uint8Array.from(Buffer.from(data, 'base64'))).alpha.every(a => a === 90)).toBe(true);
});

it('encodes bytes as others do', () => {
  const bytes = Uint8Array.from({ length: 70_001 }, (_, i) => i % 251);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

it('adds lines of caption below a picture', () => {
  const scene: Scene = { width: 10, height: 20, background: '#ffffff', marks: [] };
  const picture = captioned(scene, ['one', 'two'], light);
  expect(picture.height).toBe(20 + 42);
  expect(picture.marks.map(mark => mark.kind === 'text' && mark.text)).toEqual(['one', 'two']);
});
