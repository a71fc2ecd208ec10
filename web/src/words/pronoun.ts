import type { Reading } from '../reading/reading';
import type { Measure } from '../reading/types';
import { sees } from '../reading/weights';
import type { MarkedWord } from './find';
import { pronouns } from './gender';
import type { Marks } from './marks';

export const pronounMeasure = 'occupations';

/** The last pronoun and the tokens of all occupations; null where the text lacks either. */
export function pronounLink({ words }: Marks): { query: number; keys: number[]; meaning: string } | null {
  const pronoun = words.findLast(isPronoun);
  const occupations = words.filter(word => word.category === 'occupation');
  if (!pronoun || !occupations.length) return null;
  const keys = occupations.flatMap(({ first, last }) => {
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  const names = [...new Set(occupations.map(({ text }) => `“${text}”`))];
  const named =
    names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
  const summed = keys.length > occupations.length ? '; of a word the sum over its tokens' : '';
  const meaning = `weight from the last pronoun, “${pronoun.text}”, to all occupations: ${named}${summed}`;
  return { query: pronoun.last, keys, meaning };
}

function isPronoun({ category, text }: MarkedWord): boolean {
  return (category === 'female' || category === 'male') && pronouns.includes(text.toLowerCase());
}

/** For every head the sum of those weights, as a measure; null until the pronoun's row has arrived. */
export function pronounToOccupations(reading: Reading, marks: Marks): Measure | null {
  const link = pronounLink(marks);
  const rows = link && reading.rows.get(link.query);
  if (!link || !rows) return null;
  const { query, keys, meaning } = link;
  const heads = Array.from({ length: reading.info.model.layers * reading.heads }, (_, i) => i);
  const values = heads.map(head => {
    const sum = keys.reduce((total, key) => total + rows[head * reading.count + key], 0);
    return Number.isFinite(sum) ? sum : null;
  });
  const chances = heads.map(head => {
    const visible = (key: number) => sees(reading, Math.floor(head / reading.heads), query, key);
    return keys.filter(visible).length / [...reading.info.tokens.keys()].filter(visible).length;
  });
  return { name: pronounMeasure, meaning, values, chances, counts: heads.map(() => null) };
}
