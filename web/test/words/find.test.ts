import { describe, expect, it } from 'vitest';
import type { Token } from '../../src/reading/types';
import { type MarkedWord, markedWords } from '../../src/words/find';
import { builtIn, type WordList } from '../../src/words/lists';
import { random } from '../sample';

/** Tokens of a text, cut where | stands; a blank goes with the token after it. */
function cut(marked: string, source: Token['source'] = 'text') {
  let end = 0;
  const tokens = marked.split('|').map((text, id): Token => {
    const start = end;
    end += text.length;
    return { id, piece: text, text, start, end, source };
  });
  return { text: marked.replaceAll('|', ''), tokens };
}

const brief = (marks: MarkedWord[]) => marks.map(m => `${m.category} ${m.first}-${m.last} ${m.text}`);
const found = (marked: string, lists = builtIn) => brief(markedWords(cut(marked), lists));

describe('marked words', () => {
  it('are whole words of four categories', () => {
    expect(found('Mary| told| the| nurse| that| he| left| the| shelter')).toEqual([
      'name 0-0 Mary',
      'occupation 3-3 nurse',
      'male 5-5 he',
    ]);
  });

  it('reach over several tokens and several words', () => {
    expect(found('the| construct|ion| work|er| and| a| work|er')).toEqual([
      'occupation 1-4 construction worker',
      'occupation 7-8 worker',
    ]);
    expect(found('a| hair|dress|ers|’|s| shop')).toEqual(['occupation 1-3 hairdressers']);
  });

  it('do not stand inside other words', () => {
    expect(found('the| she|lter| of| a| man|ager|ial| s|on|g')).toEqual([]);
    expect(found('_her_| her2| 2her')).toEqual([]);
  });

  it('end at punctuation, apostrophes and hyphens', () => {
    expect(found('“|She|’d| go|,”| said| Mr|.| X| to| ma|’|am|—|his| mother|-|in|-|law')).toEqual([
      'female 1-1 She',
      'male 6-6 Mr',
      'female 10-12 ma’am',
      'male 14-14 his',
      'female 15-15 mother',
    ]);
  });

  it('ignore case, except for names that are words', () => {
    expect(found('SHE| met| the| Ceo| and| mary')).toEqual([
      'female 0-0 SHE',
      'occupation 3-3 Ceo',
      'name 5-5 mary',
    ]);
    expect(found('mark| the| page| with| grace|,| Mark')).toEqual(['name 6-6 Mark']);
  });

  it('take the longest entry, and the earlier list where two have a word', () => {
    const lists: WordList[] = [
      { category: 'a', words: ['red', 'dark red'] },
      { category: 'b', words: ['red', 'dark', 'dark red wine'] },
    ];
    expect(found('dark| red| wine| dark| red| dark| ink| red', lists)).toEqual([
      'b 0-2 dark red wine',
      'a 3-4 dark red',
      'b 5-5 dark',
      'a 7-7 red',
    ]);
  });

  it('share no token', () => {
    expect(found('he/she| left')).toEqual(['male 0-0 he']);
  });

  it('stand in each text of a pair, never across them', () => {
    const [a, b] = [cut('the| construction'), cut('worker| and| she', 'pair')];
    const separator: Token = { id: 9, piece: '[SEP]', text: '', start: 0, end: 0, source: 'added' };
    const given = { text: a.text, pair: b.text, tokens: [...a.tokens, separator, ...b.tokens] };
    expect(brief(markedWords(given, builtIn))).toEqual(['occupation 3-3 worker', 'female 5-5 she']);
  });

  it('are found from tokens alone, with blanks or with pieces', () => {
    const alone = (texts: string[]) =>
      brief(
        markedWords(
          {
            tokens: texts.map((text, id) => ({ id, piece: text, text, start: 0, end: 0, source: 'text' })),
          },
          builtIn,
        ),
      );
    expect(alone(['The', ' construction', ' work', 'er', ' s', 'he'])).toEqual([
      'occupation 1-3 construction worker',
      'female 4-5 she',
    ]);
    expect(alone(['the', 'libr', '##arian', 's', '##he', '##lter', 'her'])).toEqual([
      'occupation 1-2 librarian',
      'female 6-6 her',
    ]);
  });
});

const words = [
  'she',
  'he',
  'shelter',
  'nurse',
  'construction',
  'worker',
  'Mary',
  'mark',
  'thé',
  'X2',
  'CEO',
  'ma’am',
];
const between = [' ', ' ', ' ', ', ', '-', '’s ', '\n', '/', '', '😀 '];

it('lie on borders of words and do not overlap, however a text is cut', () => {
  const next = random(77);
  const any = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const letter = /[\p{L}\p{M}\p{N}_]/u;
  let marked = 0;
  for (let round = 0; round < 1000; round++) {
    const text = Array.from({ length: 1 + Math.floor(next() * 14) }, () => any(words) + any(between)).join(
      '',
    );
    const parts = [...text].map((letter, i) => (i && next() < 0.3 ? `|${letter}` : letter));
    const given = cut(parts.join(''));
    const marks = markedWords(given, builtIn);
    marked += marks.length;
    marks.forEach((mark, i) => {
      if (i > 0) expect(mark.first, text).toBeGreaterThan(marks[i - 1].last);
      const [from, to] = [given.tokens[mark.first], given.tokens[mark.last]];
      const at = [...text.matchAll(new RegExp(mark.text, 'gu'))].filter(({ index }) => {
        const [before, after] = [
          [...text.slice(0, index)].at(-1),
          [...text.slice(index + mark.text.length)][0],
        ];
        const whole = !letter.test(before ?? ' ') && !letter.test(after ?? ' ');
        const covered = from.start <= index && index < from.end && to.end >= index + mark.text.length;
        return whole && covered && to.start < index + mark.text.length;
      });
      expect(at.length, `${mark.text} in ${text}`).toBeGreaterThan(0);
    });
  }
  expect(marked).toBeGreaterThan(2000);
});

it('find every listed word in plain sentences, against a plain search', () => {
  const next = random(5);
  const plain = ['shelter', 'and', 'then', 'workers2', 'the'];
  const listed = builtIn.flatMap(({ category, words: all }) => all.map(word => ({ category, word })));
  for (let round = 0; round < 300; round++) {
    const chosen = Array.from({ length: 8 }, () => listed[Math.floor(next() * listed.length)]);
    const marks = found(chosen.map(({ word }, i) => `${i ? '| ' : ''}${word}| ${plain[i % 5]}`).join(''));
    expect(marks).toEqual(chosen.map(({ category, word }, i) => `${category} ${2 * i}-${2 * i} ${word}`));
  }
});
