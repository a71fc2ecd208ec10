import { type Alignment, align } from './alignment';
import { type Reading, tokenLabel } from './reading';
import { type Word, wordAround, wordLabel, wordsAround } from './word';

export type Side = 'a' | 'b';

/** Two texts read by one model: which tokens stand for each other, and what the texts are called. */
export class Comparison {
  readonly alignment: Alignment;
  /** Tokens of each text that stand for another one, or for none. */
  readonly differing: Record<Side, ReadonlySet<number>>;
  /** The words that differ, where that is one in each text; else A and B. */
  readonly names: Record<Side, string>;
  private readonly partners: Record<Side, Int32Array>;

  constructor(
    readonly a: Reading,
    readonly b: Reading,
  ) {
    const [first, second] = [a.info.tokens, b.info.tokens];
    this.alignment = align(first, second);
    const partners = { a: new Int32Array(a.count).fill(-1), b: new Int32Array(b.count).fill(-1) };
    const differing = { a: new Set(this.alignment.onlyFirst), b: new Set(this.alignment.onlySecond) };
    // What the models wrote is linked only as long as both wrote the same.
    let together = true;
    for (const [i, j] of this.alignment.pairs) {
      const same = first[i].id === second[j].id;
      if (!same) {
        differing.a.add(i);
        differing.b.add(j);
      }
      const written = first[i].source === 'generated' || second[j].source === 'generated';
      if (written && !same) together = false;
      if (written && !together) continue;
      partners.a[i] = j;
      partners.b[j] = i;
    }
    this.partners = partners;
    this.differing = differing;
    const words = [differingWord(a, differing.a), differingWord(b, differing.b)];
    this.names =
      words[0] && words[1] && words[0] !== words[1] ? { a: words[0], b: words[1] } : { a: 'A', b: 'B' };
  }

  /** The token of the other text that one of `from` stands for; null where it stands for none. */
  partner(from: Side, token: number): number | null {
    const found = this.partners[from][token] ?? -1;
    return found < 0 ? null : found;
  }

  /** Tokens of the first text that a token of the second stands for, in order. */
  get shared(): number[] {
    return [...this.partners.a.keys()].filter(i => this.partners.a[i] >= 0);
  }

  /** A token of the first text in both: “She | He” where the words are not the same. */
  label(token: number, other = this.partner('a', token)): string {
    const label = tokenLabel(this.a, token);
    const there = other === null ? label : tokenLabel(this.b, other);
    return there === label ? label : `${label} | ${there}`;
  }

  /** The words of the second text that tokens of a word of the first stand for; null where none of them does. */
  partnerWord({ first, last }: Word): Word | null {
    const there = this.partners.a.slice(first, last + 1).filter(token => token >= 0);
    if (!there.length) return null;
    return {
      first: wordAround(this.b, there[0]).first,
      last: wordAround(this.b, there[there.length - 1]).last,
    };
  }

  /** A word of the first text in both. */
  wordLabel(word: Word): string {
    const [label, there] = [wordLabel(this.a, word), this.partnerWord(word)];
    const other = there && wordLabel(this.b, there);
    return other === null || other === label ? label : `${label} | ${other}`;
  }

  /** Where the given texts differ in one place, its last token; null where that stands for none. */
  get differingQuery(): number | null {
    const [a, b] = [differingWords(this.a, this.differing.a), differingWords(this.b, this.differing.b)];
    if (!together(a) || !together(b)) return null;
    const { last } = a[a.length - 1];
    return this.partner('a', last) === null ? null : last;
  }

  /** Tokens that stand for none, in both texts. */
  get alone(): number {
    return this.alignment.onlyFirst.length + this.alignment.onlySecond.length;
  }
}

const kept = new WeakMap<Reading, WeakMap<Reading, Comparison>>();

/** Kept for as long as both readings are: aligning long texts takes a while. */
export function comparisonOf(a: Reading, b: Reading): Comparison {
  let ofA = kept.get(a);
  if (!ofA) {
    ofA = new WeakMap();
    kept.set(a, ofA);
  }
  let found = ofA.get(b);
  if (!found) {
    found = new Comparison(a, b);
    ofA.set(b, found);
  }
  return found;
}

/** The words that differ in what was given, in order. */
function differingWords(reading: Reading, differing: ReadonlySet<number>): Word[] {
  const given = [...differing].filter(i => reading.info.tokens[i].source !== 'generated');
  return wordsAround(
    reading,
    given.sort((x, y) => x - y),
  );
}

const together = (words: readonly Word[]): boolean =>
  words.length > 0 && words.slice(1).every(({ first }, i) => first === words[i].last + 1);

const longest = 16;

/** The whole word around the tokens that differ; null where they are more than one word. */
function differingWord({ info }: Reading, differing: ReadonlySet<number>): string | null {
  const given = [...differing].filter(i => info.tokens[i].source !== 'generated').sort((x, y) => x - y);
  if (!given.length || given.some(i => info.tokens[i].source !== 'text')) return null;
  const [first, last] = [info.tokens[given[0]], info.tokens[given[given.length - 1]]];
  if (given[given.length - 1] - given[0] !== given.length - 1) return null;
  if (info.text === '' || last.end <= first.start) return given.length === 1 ? first.text.trim() : null;
  let [start, end] = [first.start, last.end];
  while (/\s/.test(info.text[start] ?? '') && start < end) start++;
  while (/[\p{L}\p{N}]/u.test(info.text[start - 1] ?? '')) start--;
  while (/[\p{L}\p{N}]/u.test(info.text[end] ?? '')) end++;
  const word = info.text.slice(start, end).trim();
  return word && !/\s/.test(word) && word.length <= longest ? word : null;
}
