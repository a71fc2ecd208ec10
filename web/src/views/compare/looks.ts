import type { Comparison } from '../../reading/comparison';
import type { HeadId } from '../../reading/types';
import { type Word, weightOn, wordsAround } from '../../reading/word';
import type { State } from '../../state/state';
import type { Marks } from '../../words/marks';
import { queriesOf } from './sides';

/** One head's weight on one word in both texts; null where it stands for none of a text or has not arrived. */
export interface Look {
  head: HeadId;
  /** The last token of the word. */
  key: number;
  label: string;
  /** So many tokens have their weights added up. */
  tokens: number;
  a: number | null;
  b: number | null;
}

const most = 5;

/** Per head and word: words are those pinned, else marked occupations, else the 5 with the largest weights. */
export function looksOf(comparison: Comparison, state: State, marks: Marks): Look[] {
  const queries = queriesOf(comparison, state);
  if (!queries) return [];
  const { a, b } = comparison;
  const rows = state.heads.map(head => ({
    head,
    p: a.row(head, queries.a),
    q: b.row(head, queries.b),
  }));
  const on = (row: Float32Array | null, word: Word | null) => (row && word ? weightOn(row, word) : null);
  return wordsOf(comparison, state, marks, rows).flatMap(word => {
    const there = comparison.partnerWord(word);
    const label = comparison.wordLabel(word);
    const tokens = Math.max(word.last - word.first, there ? there.last - there.first : 0) + 1;
    return rows.map(({ head, p, q }) => {
      return { head, key: word.last, label, tokens, a: on(p, word), b: on(q, there) };
    });
  });
}

type Rows = { p: Float32Array | null; q: Float32Array | null }[];

function wordsOf(comparison: Comparison, state: State, marks: Marks, rows: Rows): Word[] {
  const { a } = comparison;
  if (state.keys.length) return wordsAround(a, state.keys);
  const occupations = marks.words.filter(({ category }) => category === 'occupation');
  const linked = occupations.filter(word => comparison.partnerWord(word));
  if (linked.length) return linked.slice(0, most);
  const size = (word: Word) => {
    const there = comparison.partnerWord(word)!;
    return Math.max(
      ...rows.map(({ p, q }) => Math.max(p ? weightOn(p, word) : 0, q ? weightOn(q, there) : 0)),
    );
  };
  const all = wordsAround(a, comparison.shared).map(word => ({ word, size: size(word) }));
  const largest = all.sort((x, y) => y.size - x.size || x.word.first - y.word.first).slice(0, most);
  return largest.map(({ word }) => word).sort((x, y) => x.first - y.first);
}
