import { expect, it } from 'vitest';
import { type Tried, triedOf, triedText } from '../../src/state/tried';

const next = { kind: 'next' } as const;

it('reads back what it wrote', () => {
  const all: Tried[] = [
    { question: { kind: 'zero' }, outcome: next },
    { question: { kind: 'cut', queries: null, keys: [0, 3], renormalise: false }, outcome: next },
    { question: { kind: 'off' }, outcome: { kind: 'masked', first: 'he', second: 'she' } },
    { question: { kind: 'off' }, outcome: { kind: 'continuations', first: ' a', second: ' b' } },
    { question: { kind: 'off' }, outcome: { kind: 'continuations', first: ' a', second: ' b', whole: true } },
  ];
  for (const tried of all) expect(triedOf(triedText(tried))).toEqual(tried);
});

it('takes nothing that is not whole', () => {
  const wrong = [
    '',
    'null',
    '7',
    '{}',
    '[]',
    '{"question":null,"outcome":{"kind":"next"}}',
    '{"question":{"kind":"off"}}',
    '{"question":{"kind":"of"},"outcome":{"kind":"next"}}',
    '{"question":{"kind":"pattern"},"outcome":{"kind":"next"}}',
    '{"question":{"kind":"cut","queries":[8],"keys":[4]},"outcome":{"kind":"next"}}',
    '{"question":{"kind":"cut","queries":[-1],"keys":[4],"renormalise":true},"outcome":{"kind":"next"}}',
    '{"question":{"kind":"cut","queries":[8],"keys":["4"],"renormalise":true},"outcome":{"kind":"next"}}',
    '{"question":{"kind":"off"},"outcome":{"kind":"continuations","first":" a"}}',
    '{"question":{"kind":"off"},"outcome":{"kind":"masked","first":"a","second":null}}',
    '{"question":{"kind":"off"},"outcome":{"kind":"similarity"}}',
  ];
  for (const text of wrong) expect(triedOf(text), text).toBeNull();
});

it('leaves out what nobody asked for', () => {
  const text = '{"question":{"kind":"off","of":"x"},"outcome":{"kind":"next","more":1},"also":2}';
  expect(triedOf(text)).toEqual({ question: { kind: 'off' }, outcome: next });
});
