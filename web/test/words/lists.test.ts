import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { female, male, pronouns } from '../../src/words/gender';
import { builtIn, withOwn } from '../../src/words/lists';
import { alsoWords, femaleNames, maleNames } from '../../src/words/names';
import { occupations, winoBias, winogender } from '../../src/words/occupations';
import { BadLists, ownLists } from '../../src/words/own';

describe('built-in lists', () => {
  it('share no word and repeat none', () => {
    const all = builtIn
      .flatMap(({ words, capital = [] }) => [...words, ...capital])
      .map(w => w.toLowerCase());
    expect(all.filter((word, i) => all.indexOf(word) !== i)).toEqual([]);
    expect(all.length).toBeGreaterThan(500);
  });

  it('hold what they are said to hold', () => {
    expect([femaleNames.length, maleNames.length]).toEqual([100, 100]);
    expect(alsoWords.filter(name => ![...femaleNames, ...maleNames].includes(name))).toEqual([]);
    expect([winoBias.length, winogender.length]).toEqual([40, 60]);
    for (const one of ['construction worker', 'CEO', 'paralegal', 'nurse'])
      expect(occupations).toContain(one);
    for (const one of ['she', 'her', 'herself', 'Mrs', 'queen', 'women']) expect(female).toContain(one);
    for (const one of ['he', 'his', 'himself', 'sir', 'king', 'men']) expect(male).toContain(one);
    expect(pronouns.filter(word => ![...female, ...male].includes(word))).toEqual([]);
  });

  it('are named with their source in the notice', () => {
    const notice = readFileSync(new URL('../../../NOTICE', import.meta.url), 'utf8');
    const part = notice.slice(notice.indexOf('web/src/words/'));
    for (const word of [
      'occupations.ts',
      'gender.ts',
      'names.ts',
      'WinoBias',
      'Winogender',
      'Social Security',
    ])
      expect(part).toContain(word);
    const data = readdirSync(new URL('../../src/words/', import.meta.url));
    for (const name of ['occupations.ts', 'gender.ts', 'names.ts']) expect(data).toContain(name);
    expect(existsSync(new URL('../../../licences/MIT-Winogender.txt', import.meta.url))).toBe(true);
  });
});

describe('own lists', () => {
  it('stand beside the built-in ones or take their place', () => {
    const own = ownLists('{"colour": ["red", " dark green "], "name": ["Alice"]}');
    expect(own[0]).toEqual({ category: 'colour', words: ['red', 'dark green'] });
    const all = withOwn(own);
    expect(all.map(list => list.category)).toEqual(['female', 'male', 'name', 'occupation', 'colour']);
    expect(all[2].words).toEqual(['Alice']);
  });

  const refused: [string, string, RegExp][] = [
    ['no JSON', 'red, green', /^The file is not JSON\. Expected a JSON file like/],
    ['a list', '["red"]', /^The file holds a list\./],
    ['null', 'null', /^The file holds null\./],
    ['nothing', '{}', /^The file names no category\./],
    ['a text for words', '{"colour": "red"}', /“colour” is a text, not a list of words/],
    ['a number for a word', '{"colour": ["red", 7]}', /“colour” holds a number where a word was expected/],
    ['a word without letters', '{"colour": ["--"]}', /“colour” holds “--”/],
    ['a category without name', '{" ": ["red"]}', /^A category needs a name of 1 to 60 letters/],
    [
      'many categories',
      JSON.stringify(Object.fromEntries([...'abcdefghi'].map(c => [c, ['x']]))),
      /9 categories/,
    ],
    ['too much', `{"a": ["${'x'.repeat(1_000_000)}"]}`, /larger than 1 MB/],
  ];
  it.each(refused)('refuse %s in a sentence', (_, json, message) => {
    expect(() => ownLists(json)).toThrow(BadLists);
    expect(() => ownLists(json)).toThrow(message);
  });
});
