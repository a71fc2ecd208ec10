import { expect, it } from 'vitest';
import type { Token } from '../../src/reading/types';
import { markedWords } from '../../src/words/find';
import { builtIn } from '../../src/words/lists';
import { swaps } from '../../src/words/swap';

function swapped(text: string) {
  const tokens = [...text.matchAll(/\s?[\p{L}']+|[^\p{L}\s]/gu)].map((match, id): Token => {
    const [piece] = match;
    return { id, piece, text: piece, start: match.index, end: match.index + piece.length, source: 'text' };
  });
  const words = markedWords({ tokens, text }, builtIn);
  return swaps(text, tokens, { words, categories: [], tokens: new Map() });
}

it('offers every pronoun with what it could be instead, the last one first', () => {
  expect(swapped('She saw the nurse. HIS cat saw her')).toEqual([
    { from: 'her', to: 'his', text: 'She saw the nurse. HIS cat saw his' },
    { from: 'her', to: 'him', text: 'She saw the nurse. HIS cat saw him' },
    { from: 'HIS', to: 'HER', text: 'She saw the nurse. HER cat saw her' },
    { from: 'HIS', to: 'HERS', text: 'She saw the nurse. HERS cat saw her' },
    { from: 'She', to: 'He', text: 'He saw the nurse. HIS cat saw her' },
  ]);
});

it('offers nothing where no pronoun is marked', () => {
  expect(swapped('The mother saw the sheep, there')).toEqual([]);
});
