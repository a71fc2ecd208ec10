import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import { textKey } from './effects';

const texts = new WeakMap<Reading, string>();

/** Notes what a reading is of. */
export function note(reading: Reading, request: Request): void {
  texts.set(reading, textKey(request));
}

/** True where a reading is of this text, read in this way; changes and what was written aside. */
export function isOf(reading: Reading | null, request: Request | null): reading is Reading {
  return reading !== null && request !== null && texts.get(reading) === textKey(request);
}
