import type { ReadingInfo, Token } from '../reading/types';
import type { WordList } from './lists';

/** A word of a list where it stands in the text: from its first to its last token. */
export interface MarkedWord {
  category: string;
  first: number;
  last: number;
  text: string;
}

type Given = Pick<ReadingInfo, 'tokens'> & Partial<Pick<ReadingInfo, 'text' | 'pair'>>;

/** What a reading marks: whole words only, the longest entry first, no two on one token, in the order of the text. */
export function markedWords(given: Given, lists: readonly WordList[]): MarkedWord[] {
  const index = indexOf(lists);
  const marks = (['text', 'pair'] as const).flatMap(source => {
    const { text, spans } = laidOut(given, source);
    return entriesIn(text, index).flatMap(({ category, start, end }) => {
      const on = spans.filter(span => span.start < end && span.end > start);
      if (!on.length) return [];
      const [first, last] = [on[0].token, on[on.length - 1].token];
      return [{ category, first, last, text: text.slice(start, end) }];
    });
  });
  let last = -1;
  return marks
    .sort((a, b) => a.first - b.first)
    .filter(mark => {
      if (mark.first <= last) return false;
      last = mark.last;
      return true;
    });
}

interface Span {
  token: number;
  start: number;
  end: number;
}

/** What a model wrote goes on with the text. */
const sourceOf = ({ source }: Token) => (source === 'generated' ? 'text' : source);

/** A text and where its tokens stand in it, without the blanks at their ends. */
function laidOut(given: Given, source: Token['source'] & ('text' | 'pair')): { text: string; spans: Span[] } {
  const own = given.tokens.flatMap((token, index) => (sourceOf(token) === source ? [{ token, index }] : []));
  const known = given[source] ?? '';
  if (known && own.some(({ token }) => token.end > token.start)) {
    return {
      text: known,
      spans: own.map(({ token, index }) => trimmed(known, index, token.start, token.end)),
    };
  }
  // A reading made elsewhere may know its tokens only: with blanks in them, or one word each and pieces with ##.
  const blanks = own.some(({ token }, i) => i > 0 && /^\s/.test(token.text));
  let text = '';
  const places = own.map(({ token, index }) => {
    const piece = /^##/.test(token.text || token.piece);
    if (!blanks && !piece && text) text += ' ';
    const start = text.length;
    text += (token.text || token.piece).replace(/^##(?=.)/, '');
    return { index, start, end: text.length };
  });
  return { text, spans: places.map(({ index, start, end }) => trimmed(text, index, start, end)) };
}

function trimmed(text: string, token: number, start: number, end: number): Span {
  const shown = text.slice(start, end);
  const blank = shown.length - shown.trimStart().length;
  return { token, start: start + blank, end: start + blank + shown.trim().length };
}

interface Entry {
  category: string;
  words: string[];
  /** What stands between the words, as `gap` writes it. */
  gaps: string[];
  capital: boolean;
}

interface Found {
  category: string;
  start: number;
  end: number;
}

const wordOrPart = /[\p{L}\p{M}\p{N}_]+/gu;
const folded = (word: string): string => word.normalize('NFC').toLowerCase();

/** Blanks and a hyphen join words alike, both apostrophes are one. */
const gap = (text: string): string => (/^(\s+|-)$/.test(text) ? ' ' : text.replace(/’/g, "'"));

function cut(text: string) {
  const parts = [...text.matchAll(wordOrPart)].map(({ 0: word, index }) => {
    return { word, start: index, end: index + word.length };
  });
  const gaps = parts.slice(1).map(({ start }, i) => gap(text.slice(parts[i].end, start)));
  return { parts, gaps };
}

const indexes = new WeakMap<readonly WordList[], Map<string, Entry[]>>();

/** By first word, the longest first; of equal ones the earlier list. Kept for as long as the lists are. */
function indexOf(lists: readonly WordList[]): Map<string, Entry[]> {
  let index = indexes.get(lists);
  if (!index) {
    index = newIndex(lists);
    indexes.set(lists, index);
  }
  return index;
}

function newIndex(lists: readonly WordList[]): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const { category, words, capital = [] } of lists) {
    for (const text of [...words, ...capital]) {
      const { parts, gaps } = cut(text);
      if (!parts.length) continue;
      const folds = parts.map(({ word }) => folded(word));
      const entry = { category, words: folds, gaps, capital: capital.includes(text) };
      const same = index.get(folds[0]);
      if (same) same.push(entry);
      else index.set(folds[0], [entry]);
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return index;
}

function entriesIn(text: string, index: Map<string, Entry[]>): Found[] {
  const { parts, gaps } = cut(text);
  const words = parts.map(({ word }) => folded(word));
  const fits = (at: number, entry: Entry): boolean =>
    entry.words.every((word, i) => words[at + i] === word) &&
    entry.gaps.every((between, i) => gaps[at + i] === between) &&
    (!entry.capital || /^\p{Lu}/u.test(parts[at].word));
  const out: Found[] = [];
  for (let at = 0; at < parts.length; at++) {
    const entry = index.get(words[at])?.find(candidate => fits(at, candidate));
    if (!entry) continue;
    const last = at + entry.words.length - 1;
    out.push({ category: entry.category, start: parts[at].start, end: parts[last].end });
    at = last;
  }
  return out;
}
