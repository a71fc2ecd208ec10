/** All colours of a drawing. Heads take slots in the order in which they were added; see docs/adding-a-view.md. */
export interface Theme {
  name: 'light' | 'dark';
  bg: string;
  raised: string;
  ink: string;
  muted: string;
  faint: string;
  rule: string;
  grid: string;
  beam: string;
  beamInk: string;
  lamp: string;
  pos: string;
  neg: string;
  a: string;
  b: string;
  sequence: string;
  slots: readonly string[];
}

export const light: Theme = {
  name: 'light',
  bg: '#fcfcfa',
  raised: '#ffffff',
  ink: '#1b1d21',
  muted: '#5a5f68',
  faint: '#8b9099',
  rule: '#e2e3e0',
  grid: '#eeefec',
  beam: '#ffe08a',
  beamInk: '#1b1d21',
  lamp: '#f2b705',
  pos: '#2062b5',
  neg: '#d9591a',
  a: '#7a3fc0',
  b: '#1a8046',
  sequence: '#18325c',
  slots: ['#2b66b8', '#e0641f', '#3f9088', '#81183a', '#9b6ce6', '#b23400', '#552f86', '#845477'],
};

export const dark: Theme = {
  name: 'dark',
  bg: '#14161a',
  raised: '#1c1f25',
  ink: '#eceef1',
  muted: '#a4abb6',
  faint: '#737b87',
  rule: '#2c3038',
  grid: '#1b1e24',
  beam: '#5b4710',
  beamInk: '#fff3cf',
  lamp: '#f6c945',
  pos: '#6fb0fa',
  neg: '#ff9152',
  a: '#bb93f5',
  b: '#63c98a',
  sequence: '#c4dafc',
  slots: ['#6aa8f2', '#f08700', '#3fe2f0', '#d95255', '#7e72e7', '#f2a7c6', '#9ec999', '#bf87a6'],
};

const dashes: readonly (readonly number[])[] = [[], [10, 2.5], [2, 2.5], [10, 2.5, 2, 2.5]];

/** A head's colour: ink where it is alone, else its slot's. */
export function headColour(theme: Theme, slot: number, heads: number): string {
  return heads === 1 ? theme.ink : theme.slots[slot % theme.slots.length];
}

export function headDash(slot: number): readonly number[] {
  return dashes[Math.floor(slot / 8) % dashes.length];
}

export function rgb(hex: string): [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** `colour` at an opacity over an opaque ground. */
export function over(ground: string, colour: string, alpha: number): string {
  const a = rgb(ground);
  const b = rgb(colour);
  const mixed = a.map((v, i) => Math.round(v + (b[i] - v) * alpha));
  return `#${mixed.map(v => v.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map(v => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

/** Ink or ground, whichever reads better on a colour. */
export function readable(theme: Theme, on: string): string {
  return contrast(theme.ink, on) >= contrast(theme.bg, on) ? theme.ink : theme.bg;
}
