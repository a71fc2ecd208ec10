/** `.47`, `1.00`, `−.03`: two decimals without a leading zero. */
export const short = (value: number, digits = 2): string => {
  const text = Math.abs(value)
    .toFixed(digits)
    .replace(/^0(?=\.)/, '');
  return (value < 0 && Number(text) !== 0 ? '−' : '') + text;
};

/** Three decimals, for tooltips and tables. */
export const exact = (value: number): string => short(value, 3);

/** `+1.3`, `−.2` */
export const signed = (value: number, digits = 2): string => {
  const text = short(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
};

/** Three decimals; `no number` where there is none. */
export const known = (value: number | null, digits = 3): string =>
  value === null || !Number.isFinite(value) ? 'no number' : short(value, digits);

/** `.105 [.073, .140]`: a mean with its 95 % interval. */
export const estimate = (of: { mean: number | null; low: number | null; high: number | null }): string =>
  `${known(of.mean)} [${known(of.low)}, ${known(of.high)}]`;

/** `1st`, `12th`, `23rd` */
export const ordinal = (n: number): string => {
  const teen = Math.floor((n % 100) / 10) === 1;
  return n + ((!teen && ['th', 'st', 'nd', 'rd'][n % 10]) || 'th');
};

/** `44 %`, `1.4 %`, `< .1 %` */
export const percent = (share: number): string => {
  const p = share * 100;
  if (p > 0 && p < 0.05) return '< .1 %';
  return p < 10 && p > 0 ? `${short(p, 1)} %` : `${Math.round(p)} %`;
};

/** `+2.407e−2`, `−1.234`: a change, its sign, and small ones in scientific notation. */
export const changed = (value: number): string => {
  const text = magnitude(value);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
};

/** `2.407e−2`, `1.234`, `−1.234` */
export const number = (value: number): string => (value < 0 ? '−' : '') + magnitude(value);

const magnitude = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return size === 0 ? '0' : 'not finite';
  return size >= 0.1 ? short(size, size >= 10 ? 2 : 4) : size.toExponential(3).replace('-', '−');
};

/** A measured effect, or that there is none. */
export const effectWords = (value: number): string => (Number.isNaN(value) ? 'not measured' : changed(value));
