import { expect, it } from 'vitest';
import { runs } from '../../src/controls/runs';
import { Reading } from '../../src/reading/reading';
import type { Token } from '../../src/reading/types';
import { sample } from '../sample';

function reading(text: string, tokens: Partial<Token>[], pair: string | null = null): Reading {
  const plain = { id: 0, piece: '', text: '', start: 0, end: 0, source: 'text' as const };
  return new Reading({ ...sample().info, text, pair, tokens: tokens.map(token => ({ ...plain, ...token })) });
}

const written = (one: Reading) =>
  runs(one)
    .map(run => run.before + run.label)
    .join('');

it('loses nothing between the tokens', () => {
  const one = reading('The  cat,\nsat', [
    { text: 'The', start: 0, end: 3 },
    { text: '  cat', start: 3, end: 8 },
    { text: ',', start: 8, end: 9 },
    { text: 'sat', start: 10, end: 13 },
  ]);
  expect(written(one)).toBe('The  cat,\nsat');
});

it('marks special tokens and the second text', () => {
  const one = reading(
    'a',
    [
      { piece: '[CLS]', source: 'added' },
      { text: 'a', start: 0, end: 1 },
      { piece: '[SEP]', source: 'added' },
      { text: 'b', start: 0, end: 1, source: 'pair' },
    ],
    'b',
  );
  expect(written(one)).toBe('[CLS] a [SEP] b');
  expect(runs(one).map(run => run.kind)).toEqual(['added', 'text', 'added', 'text']);
  expect(runs(one)[3].second).toBe(true);
});

it('marks the bytes of a character that several tokens share', () => {
  const one = reading('é!', [
    { piece: 'Ã', text: 'é', start: 0, end: 1 },
    { piece: '©', text: 'é', start: 0, end: 1 },
    { text: '!', start: 1, end: 2 },
  ]);
  expect(runs(one).map(run => [run.label, run.kind])).toEqual([
    ['é', 'text'],
    ['⟨©⟩', 'part'],
    ['!', 'text'],
  ]);
});

it('shows the tokens where a reading knows no text', () => {
  const one = reading('', [
    { piece: 'one', text: 'one' },
    { piece: '<b>', text: '<b>' },
  ]);
  expect(written(one)).toBe('one <b>');
});
