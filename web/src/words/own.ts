import type { WordList } from './lists';

/** A file of lists was refused; the message says what was found and what was expected. */
export class BadLists extends Error {}

const most = { bytes: 1_000_000, categories: 8, words: 20_000, letters: 60 };
const expected = 'Expected a JSON file like {"colour": ["red", "dark green"]}.';

/** The reader's own lists: categories by name, each with its words. */
export function ownLists(json: string): WordList[] {
  if (json.length > most.bytes)
    throw new BadLists('The file is larger than 1 MB; own word lists are smaller.');
  const given = parsed(json);
  const categories = Object.entries(given);
  if (!categories.length) throw new BadLists(`The file names no category. ${expected}`);
  if (categories.length > most.categories) {
    const found = `The file has ${categories.length} categories`;
    throw new BadLists(`${found}; more than ${most.categories} cannot be told apart. Leave some out.`);
  }
  return categories.map(([category, words]) => listOf(category, words));
}

function parsed(json: string): object {
  let given: unknown;
  try {
    given = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    throw new BadLists(`The file is not JSON. ${expected}`);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new BadLists(`The file holds ${kindOf(given)}. ${expected}`);
  }
  return given;
}

function listOf(name: string, words: unknown): WordList {
  const category = name.trim();
  if (!category || category.length > most.letters) {
    throw new BadLists(`A category needs a name of 1 to ${most.letters} letters, not “${short(name)}”.`);
  }
  if (!Array.isArray(words)) {
    throw new BadLists(`The category “${category}” is ${kindOf(words)}, not a list of words. ${expected}`);
  }
  if (words.length > most.words) {
    throw new BadLists(`The category “${category}” has more than ${most.words} words. Leave some out.`);
  }
  const wrong = words.find(word => typeof word !== 'string' || !/[\p{L}\p{N}_]/u.test(word));
  if (wrong !== undefined) {
    const found = typeof wrong === 'string' ? `“${short(wrong)}”` : kindOf(wrong);
    throw new BadLists(`The category “${category}” holds ${found} where a word was expected.`);
  }
  return { category, words: words.map((word: string) => word.trim()) };
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { object: 'an object', string: 'a text', number: 'a number' }[typeof value as string] ?? 'true or false'
  );
}
