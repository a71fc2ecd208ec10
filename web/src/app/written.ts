import type { Reading } from '../reading/reading';

/** How many tokens the text had as it was given; what a model wrote comes after them. */
export function writtenFrom(reading: Reading): number {
  const first = reading.info.tokens.findIndex(token => token.source === 'generated');
  return first < 0 ? reading.count : first;
}
