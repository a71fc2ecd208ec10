import type { Reading } from '../reading/reading';
import { type MarkedWord, markedWords } from './find';
import { builtIn, type WordList, withOwn } from './lists';

/** The marked words of one reading, and the categories in the order of their underlines. */
export interface Marks {
  words: readonly MarkedWord[];
  /** Of each category's number: built-in ones first, then the reader's own. */
  categories: readonly string[];
  /** By token: the number of its category and whether its word goes on. */
  tokens: ReadonlyMap<number, { category: number; goesOn: boolean }>;
}

export function marksOf(reading: Reading, own: readonly WordList[]): Marks {
  const lists = withOwn(own);
  const categories = lists.map(list => list.category);
  // The reader's own words are meant where a built-in list has them too.
  const first = own.length ? [...own, ...builtIn.filter(list => lists.includes(list))] : builtIn;
  const words = markedWords(reading.info, first);
  const tokens = new Map<number, { category: number; goesOn: boolean }>();
  for (const word of words) {
    const category = categories.indexOf(word.category);
    for (let i = word.first; i <= word.last; i++) tokens.set(i, { category, goesOn: i < word.last });
  }
  return { words, categories, tokens };
}

/** How many words of each category the text has. */
export function countsOf({ words, categories }: Marks): number[] {
  return categories.map(category => words.filter(word => word.category === category).length);
}
