import { rgb } from '../scales/theme';

/**
 * A bitmap of one colour at 256 opacities as a PNG file, by https://www.w3.org/TR/png-3/: a palette of that colour,
 * an opacity for each entry, and the data stored without compression.
 */
export function encodePng(alpha: ArrayLike<number>, columns: number, rows: number, fill: string): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns);
  view.setUint32(4, rows);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette
  const colour = rgb(fill);
  const palette = Uint8Array.from({ length: 768 }, (_, i) => colour[i % 3]);
  const opacities = Uint8Array.from({ length: 256 }, (_, i) => i);
  const lines = new Uint8Array(rows * (columns + 1)); // every line begins with its filter: none
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      lines[row * (columns + 1) + 1 + column] = alpha[row * columns + column];
    }
  }
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('tRNS', opacities),
    chunk('IDAT', stored(lines)),
    chunk('IEND', new Uint8Array()),
  ]);
}

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** A zlib stream of stored blocks, RFC 1950 and 1951. */
function stored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < data.length || start === 0; start += 65535) {
    const part = data.subarray(start, start + 65535);
    const last = start + 65535 >= data.length ? 1 : 0;
    const [low, high] = [part.length & 255, part.length >> 8];
    parts.push(Uint8Array.of(last, low, high, ~low & 255, ~high & 255), part);
  }
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, adler32(data));
  return joined([...parts, sum]);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
