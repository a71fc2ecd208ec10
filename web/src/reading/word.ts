import { type Reading, tokenLabel } from './reading';

/** A word's tokens, from the first to the last. */
export interface Word {
  first: number;
  last: number;
}

const endsInWord = /[\p{L}\p{M}\p{N}]$/u;
const beginsInWord = /^[\p{L}\p{M}\p{N}]/u;

/** The word that a token is of: as far as letters and digits go on from token to token. */
export function wordAround(reading: Reading, token: number): Word {
  let [first, last] = [token, token];
  while (first > 0 && goesOn(reading, first - 1)) first--;
  while (last < reading.count - 1 && goesOn(reading, last)) last++;
  return { first, last };
}

/** True where the token after this one goes on with its word. */
function goesOn({ info }: Reading, index: number): boolean {
  const [token, next] = [info.tokens[index], info.tokens[index + 1]];
  const sides = [token, next].map(({ source }) => (source === 'generated' ? 'text' : source));
  if (sides[0] === 'added' || sides[0] !== sides[1]) return false;
  if (next.piece.startsWith('##')) return true;
  const text = sides[0] === 'pair' ? (info.pair ?? '') : info.text;
  if (text && next.end > next.start && token.end > token.start) {
    if (next.start !== token.end) return next.start < token.end;
    const [before, after] = [text.slice(token.end - 2, token.end), text.slice(next.start, next.start + 2)];
    return endsInWord.test(before) && beginsInWord.test(after);
  }
  // A reading made elsewhere may know its tokens only: with blanks in them, or one word each.
  const blanks = info.tokens.some(other => /^\s/.test(other.text));
  return blanks && endsInWord.test(token.text) && beginsInWord.test(next.text);
}

/** Weight on a word: the sum over its tokens. */
export function weightOn(row: ArrayLike<number>, { first, last }: Word): number {
  let sum = 0;
  for (let i = first; i <= last; i++) sum += row[i];
  return sum;
}

/** A word as it stands in the text. */
export function wordLabel(reading: Reading, { first, last }: Word): string {
  if (first === last) return tokenLabel(reading, first);
  const tokens = reading.info.tokens.slice(first, last + 1);
  const pieces = tokens.map(({ text, piece }) => (piece.startsWith('##') ? piece.slice(2) : text || piece));
  return pieces.join('').trim();
}

/** Of several tokens of the text their words, each once. */
export function wordsAround(reading: Reading, tokens: readonly number[]): Word[] {
  const words = new Map<number, Word>();
  for (const token of tokens) {
    const word = wordAround(reading, token);
    if (!words.has(word.first)) words.set(word.first, word);
  }
  return [...words.values()];
}
