import { type Reading, tokenLabel } from '../../reading/reading';

export interface Names {
  labels: string[];
  /** As `quoted` writes them: a repeated word with its position. */
  quotes: string[];
}

// A drawing names every line's tokens, and whether a word is repeated takes a search through the whole text.
const kept = new WeakMap<Reading, Names>();

export function names(reading: Reading): Names {
  let found = kept.get(reading);
  if (!found) {
    found = search(reading);
    kept.set(reading, found);
  }
  return found;
}

function search(reading: Reading): Names {
  const labels = reading.info.tokens.map((_, i) => tokenLabel(reading, i));
  const times = new Map<string, number>();
  for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1);
  const quotes = labels.map((label, i) => (times.get(label)! > 1 ? `“${label}”, token ${i}` : `“${label}”`));
  return { labels, quotes };
}
