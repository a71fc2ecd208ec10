/** Colour as numbers, written apart from the page's own code: the tests' oracle. */
export type Sight = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia';
export const sights: readonly Sight[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'];

/** Machado, Oliveira, Fernandes 2009, severity 1, for linear RGB. */
const machado: Record<Exclude<Sight, 'normal'>, readonly number[]> = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

export function linear(hex: string): number[] {
  return [1, 3, 5].map(i => {
    const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
}

const times = (m: readonly number[], v: readonly number[]): number[] =>
  [0, 3, 6].map(row => m[row] * v[0] + m[row + 1] * v[1] + m[row + 2] * v[2]);

export function seen(rgb: readonly number[], sight: Sight): number[] {
  if (sight === 'normal') return [...rgb];
  return times(machado[sight], rgb).map(v => Math.min(1, Math.max(0, v)));
}

/** Ottosson 2020. */
export function oklab(rgb: readonly number[]): number[] {
  const lms = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
      0.2817188376, 0.6299787005,
    ],
    rgb,
  ).map(Math.cbrt);
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371,
      0.7827717662, -0.808675766,
    ],
    lms,
  );
}

export function distance(a: string, b: string, sight: Sight): number {
  const [x, y] = [a, b].map(hex => oklab(seen(linear(hex), sight)));
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** WCAG 2 contrast ratio. */
export function ratio(a: string, b: string): number {
  const light = (hex: string) => {
    const [r, g, bl] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

/** A colour at an opacity over an opaque ground, as browsers mix it. */
export function mixed(ground: string, colour: string, alpha: number): string {
  const part = (hex: string, i: number) => Number.parseInt(hex.slice(i, i + 2), 16);
  const byte = (i: number) => Math.round(part(ground, i) + (part(colour, i) - part(ground, i)) * alpha);
  return `#${[1, 3, 5].map(i => byte(i).toString(16).padStart(2, '0')).join('')}`;
}
