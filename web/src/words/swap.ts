import type { Token } from '../reading/types';
import { pronouns } from './gender';
import type { Marks } from './marks';

/** A text with one pronoun changed. */
export interface Swap {
  from: string;
  to: string;
  text: string;
}

const others: Record<string, readonly string[]> = {
  she: ['he'],
  he: ['she'],
  her: ['his', 'him'],
  his: ['her', 'hers'],
  him: ['her'],
  hers: ['his'],
  herself: ['himself'],
  himself: ['herself'],
};

const most = 6;

/** Every pronoun that is marked in a text, with what it could be instead: the last one first. */
export function swaps(text: string, tokens: readonly Token[], { words }: Marks): Swap[] {
  return words
    .filter(word => pronouns.includes(word.text.toLowerCase()))
    .filter(({ first }) => tokens[first].source === 'text')
    .reverse()
    .flatMap(word => {
      const start = text.indexOf(word.text, tokens[word.first].start);
      if (start < 0) return [];
      return (others[word.text.toLowerCase()] ?? []).map(other => {
        const to = cased(other, word.text);
        const changed = text.slice(0, start) + to + text.slice(start + word.text.length);
        return { from: word.text, to, text: changed };
      });
    })
    .slice(0, most);
}

function cased(word: string, like: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
  return like[0] === like[0].toUpperCase() ? word[0].toUpperCase() + word.slice(1) : word;
}
