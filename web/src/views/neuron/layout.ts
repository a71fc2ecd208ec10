import type { Reading } from '../../reading/reading';
import type { Span } from '../head/layout';
import { type Row, tokenRow } from '../head/rows';
import type { Neurons } from './neurons';

/** Where the columns of the neuron view lie. */
export interface NeuronLayout {
  left: Span;
  q: Span;
  lines: Span;
  right: Span;
  k: Span;
  product: Span;
  score: Span;
  cap: Span | null;
  bias: Span | null;
  weight: Span;
  top: number;
  row: number;
  size: number;
  width: number;
  height: number;
}

export const band = 96;
const token = 84;
const gap = 12;
const narrowest = 860;
const cellMost = 7;
// Small heads get wide cells, so that headings have room.
const stripLeast = 150;
const cellLeast = 1.5;

export function neuronLayout(width: number, height: number, rows: number, n: Neurons): NeuronLayout {
  const terms = (n.rule?.soft_cap ? 1 : 0) + (n.rule?.bias ? 1 : 0);
  const fixed = 2 * token + 64 + 96 + 112 + 7 * gap + terms * (72 + gap);
  const room = Math.max(narrowest, width) - fixed;
  const cell = Math.max(
    cellLeast,
    Math.min(Math.max(cellMost, stripLeast / n.size), Math.floor((room / (3 * n.size)) * 4) / 4),
  );
  const strip = n.size * cell;
  const spans: Span[] = [];
  let x = Math.max(0, (width - fixed - 3 * strip) / 2);
  const take = (wide: number): Span => {
    const span: Span = [x, x + wide];
    x += wide + gap;
    spans.push(span);
    return span;
  };
  const [left, q, lines, right, k, product] = [
    take(token),
    take(strip),
    take(64),
    take(token),
    take(strip),
    take(strip),
  ];
  const score = take(96);
  const cap = n.rule?.soft_cap ? take(72) : null;
  const bias = n.rule?.bias ? take(72) : null;
  const weight = take(112);
  const row = Math.max(15, Math.min(30, Math.floor((height - band - 8) / Math.max(1, rows))));
  const size = row >= 30 ? 15 : row >= 18 ? 14 : 12.5;
  return {
    left,
    q,
    lines,
    right,
    k,
    product,
    score,
    cap,
    bias,
    weight,
    top: band,
    row,
    size,
    width: Math.max(width, x),
    height: band + rows * row + 8,
  };
}

/** Texts up to it are shown whole. */
const whole = 48;
const part = 24;

/** Left: the queries around the one in focus. Right: the keys that hold its weight, in the order of the text. */
export function neuronRows(reading: Reading, n: Neurons): { left: Row[]; right: Row[] } {
  const all = Array.from({ length: reading.count }, (_, i) => i);
  if (reading.count <= whole) return { left: all.map(tokenRow), right: all.map(tokenRow) };
  const first = Math.max(0, Math.min(reading.count - part, n.query - part / 2));
  const left = all.slice(first, first + part).map(tokenRow);
  const heaviest = all.filter(n.visible).sort((a, b) => n.weights[b] - n.weights[a]);
  const keys = new Set([...heaviest.slice(0, part / 2), n.key]);
  return { left, right: withGaps(all, keys) };
}

function withGaps(all: readonly number[], keys: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  let skipped = 0;
  for (const index of all) {
    if (!keys.has(index)) {
      skipped++;
      continue;
    }
    if (skipped) rows.push({ kind: 'gap', tokens: skipped });
    rows.push(tokenRow(index));
    skipped = 0;
  }
  if (skipped) rows.push({ kind: 'gap', tokens: skipped });
  return rows;
}

export const middle = ({ top, row }: NeuronLayout, index: number): number => top + (index + 0.5) * row;
