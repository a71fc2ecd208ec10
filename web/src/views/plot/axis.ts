/** The least of 1, 2, 5 · 10ⁿ that is no less; 1 where there is nothing. */
export function nice(most: number): number {
  if (!(most > 0) || !Number.isFinite(most)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find(s => s * power >= most * (1 - 1e-9)) ?? 10;
  return step * power;
}
