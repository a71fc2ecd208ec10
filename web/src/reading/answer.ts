import type { Generated } from './types';

/** A number of three runs: of the first text, of the first with the second's patterns, of the second. */
export interface Runs {
  a: number;
  changed: number;
  b: number;
}

/** Three runs side by side: the first text, the first with the second's patterns, the second. */
export interface Answer {
  /** What the odds are of, first against second; null where only the next words are compared. */
  outcome: readonly [first: string, second: string] | null;
  odds: Runs | null;
  /** What is measured, in words. */
  name: string;
  /** KL(first text ‖ run) of the next word, in nats. */
  divergence: Runs;
  written: { a: string; changed: string; b: string };
}

/** Below this the total effect is too small to share out. */
export const leastTotal = 0.1;

/** How much of the change of the log odds from A to B comes when only the patterns are B's; null where it is near 0. */
export function shareThroughAttention({ a, changed, b }: Runs): number | null {
  return Math.abs(b - a) < leastTotal ? null : (changed - a) / (b - a);
}

/** Words after the place where two continuations part; both are kept to as many. */
const after = 3;

/** Two continuations up to a few tokens after they part; null where neither parts from the other. */
export function parting(a: readonly Generated[], b: readonly Generated[]): [a: string, b: string] | null {
  let at = 0;
  while (at < a.length && at < b.length && a[at].id === b[at].id) at++;
  if (at >= a.length || at >= b.length) return null;
  const text = (written: readonly Generated[]) =>
    written
      .slice(0, at + after)
      .map(token => token.text)
      .join('');
  return [text(a), text(b)];
}
