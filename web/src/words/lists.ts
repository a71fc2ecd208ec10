import { female, male } from './gender';
import { alsoWords, femaleNames, maleNames } from './names';
import { occupations, plurals } from './occupations';

/** The words of one category. Case does not count, except for `capital`: those begin with a capital letter. */
export interface WordList {
  category: string;
  words: readonly string[];
  capital?: readonly string[];
}

/** What the page marks by itself; lists of the reader's own stand beside them. */
export const builtIn: readonly WordList[] = [
  { category: 'female', words: female },
  { category: 'male', words: male },
  { category: 'name', words: [...femaleNames, ...maleNames].filter(isNameOnly), capital: alsoWords },
  { category: 'occupation', words: [...occupations, ...plurals] },
];

function isNameOnly(name: string): boolean {
  return !alsoWords.includes(name);
}

/** Built-in lists and the reader's own; one of the same category takes the place of the built-in one. */
export function withOwn(own: readonly WordList[]): readonly WordList[] {
  const builtInOrOwn = builtIn.map(list => own.find(({ category }) => category === list.category) ?? list);
  return [...builtInOrOwn, ...own.filter(({ category }) => !isBuiltIn(category))];
}

const isBuiltIn = (category: string): boolean => builtIn.some(list => list.category === category);
