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
  /** Underlines of marked words: female, male, name, occupation, then those of the reader's own lists. */
  words: readonly string[];
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
  pos: '#1f66df',
  neg: '#d94715',
  a: '#793dbf',
  b: '#128349',
  sequence: '#18325c',
  slots: ['#3363a1', '#e07428', '#3f9088', '#81183a', '#9b6ce6', '#b23400', '#552f86', '#855470'],
  words: ['#486546', '#640060', '#7472a6', '#211bb2', '#bd5f69', '#424d70'],
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
  pos: '#77c5ff',
  neg: '#ff9452',
  a: '#b78be0',
  b: '#68c786',
  sequence: '#c4dafc',
  slots: ['#5ea6fe', '#da810b', '#28e3f9', '#d95154', '#7f71e7', '#f7a6c2', '#b3d386', '#bc86a2'],
  words: ['#89f382', '#c4a9de', '#979a7e', '#5da1bc', '#fa6869', '#e9f322'],
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

/** The least opacity at which a colour has this contrast against the ground; 1 where it never has. */
export function opacityFor(ground: string, colour: string, wanted: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (contrast(ground, over(ground, colour, middle)) >= wanted) high = middle;
    else low = middle;
  }
  return high;
}

/** Black or white, whichever reads better on a colour: at least 4.5 : 1 on any. */
export function readable(on: string): string {
  return contrast('#000000', on) >= contrast('#ffffff', on) ? '#000000' : '#ffffff';
}
