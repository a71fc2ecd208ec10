import { type Reading, tokenLabel } from '../reading/reading';

/** A piece of the running text: a token, and the blanks before it. */
export interface Run {
  index: number;
  before: string;
  label: string;
  kind: 'text' | 'added' | 'part';
  second: boolean;
}

/** The text cut at its tokens: nothing between them is lost; special tokens and parts of characters are marked. */
export function runs(reading: Reading): Run[] {
  const { text, pair, tokens } = reading.info;
  const read = { text: 0, pair: 0 };
  return tokens.map((token, index) => {
    const second = token.source === 'pair';
    const label = tokenLabel(reading, index);
    const afterAdded = index > 0 && tokens[index - 1].source === 'added';
    if (token.source === 'added') return { index, before: index ? ' ' : '', label, kind: 'added', second };
    // A reading made elsewhere may know its tokens only.
    if (text === '') return { index, before: index ? ' ' : '', label, kind: 'text', second };
    const source = second ? (pair ?? '') : text;
    const field = second ? 'pair' : 'text';
    const shown = source.slice(token.start, token.end);
    const seen = token.start < read[field] || shown === '';
    const blank = /^\s*/.exec(shown)![0];
    const between = source.slice(read[field], Math.max(read[field], token.start)) + (seen ? '' : blank);
    const before = afterAdded && between === '' ? ' ' : between;
    read[field] = Math.max(read[field], token.end);
    if (seen) return { index, before: '', label: `⟨${token.piece}⟩`, kind: 'part', second };
    return { index, before, label: shown.trim() === '' ? label : shown.trim(), kind: 'text', second };
  });
}
