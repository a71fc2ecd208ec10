import type { Reading } from '../reading/reading';
import type { WordList } from '../words/lists';
import { marksOf } from '../words/marks';
import { ownLists } from '../words/own';
import { pronounLink, pronounMeasure, pronounToOccupations } from '../words/pronoun';
import type { Store } from './store';

const key = 'headlight-lists';

/** The reader's own lists, as long as the tab is open. */
export function keptLists(): WordList[] {
  const kept = sessionStorage.getItem(key);
  try {
    return kept ? ownLists(kept) : [];
  } catch {
    return [];
  }
}

function keepLists(lists: readonly WordList[]): void {
  const json = JSON.stringify(Object.fromEntries(lists.map(({ category, words }) => [category, words])));
  if (lists.length) sessionStorage.setItem(key, json);
  else sessionStorage.removeItem(key);
}

/** Marks words by the lists of a file, or by the built-in ones; what is wrong with the file is said in place. */
export async function takeLists(store: Store, file: File | null): Promise<boolean> {
  let lists: WordList[];
  try {
    lists = file ? ownLists(await file.text()) : [];
  } catch (wrong) {
    store.set({ problem: (wrong as Error).message });
    return false;
  }
  keepLists(lists);
  const categories = lists.map(list => list.category).join(', ');
  const said = categories ? `Own lists: ${categories}` : 'Built-in lists';
  store.set({ lists, problem: null, said });
  if (lists.length) store.change(state => ({ ...state, marks: true }));
  return true;
}

/** Adds the measure of the last pronoun to a reading, or takes it away; true where that changed something. */
export async function measurePronoun(
  reading: Reading,
  lists: readonly WordList[],
  need: (query: number) => Promise<void>,
): Promise<boolean> {
  const marks = marksOf(reading, lists);
  const link = pronounLink(marks);
  if (link) await need(link.query);
  if (!reading.measures) return false;
  const { measures } = reading.measures;
  const before = measures.find(measure => measure.name === pronounMeasure);
  const measure = pronounToOccupations(reading, marks);
  if (JSON.stringify(before) === JSON.stringify(measure)) return false;
  const others = measures.filter(other => other !== before);
  reading.measures = { ...reading.measures, measures: measure ? [...others, measure] : others };
  return true;
}
