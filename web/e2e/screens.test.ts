import { mkdirSync, rmSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage, settled, textAddress } from './page';

const folder = new URL('../../artifacts/screens/', import.meta.url).pathname;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const text = 'The doctor asked the nurse a question. She';
const two = { other: text.replace('She', 'He'), side: 'both', heads: '9.3,9.4', q: '8', k: '4,1' };
const story = [
  'Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do: once or',
  'twice she had peeped into the book her sister was reading, but it had no pictures or conversations in it, “and what',
  'is the use of a book,” thought Alice “without pictures or conversations?” So she was considering in her own mind',
  'whether the pleasure of making a daisy-chain would be worth the trouble of getting up and picking the daisies.',
].join(' ');

/** Every view and state: name, address, and what is done before the picture. */
const screens: [string, string, ((page: Page) => Promise<unknown>)?][] = [
  ['first', ''],
  ['model', textAddress('smollm2', text, { heads: '9.4', scale: 'model' })],
  [
    'model-preview',
    textAddress('smollm2', text, { heads: '9.4', scale: 'model' }),
    page => page.hover('.navigator canvas'),
  ],
  ['model-measure', textAddress('smollm2', text, { heads: '9.4', scale: 'model', cell: 'previous' })],
  ['model-link', textAddress('smollm2', text, { heads: '9.4', scale: 'model', q: '8', k: '4' })],
  [
    'model-minilm',
    textAddress('minilm', 'the cat sat on the mat', {
      second: 'the cat lay on the rug',
      heads: '2.9',
      scale: 'model',
    }),
  ],
  ['heads-several', textAddress('smollm2', text, { heads: '9.3,9.4,4.8,11.1', q: '8' })],
  [
    'heads-layer',
    textAddress('smollm2', text, { heads: Array.from({ length: 9 }, (_, h) => `9.${h}`).join(',') }),
  ],
  [
    'heads-pair',
    textAddress('minilm', 'the cat sat on the mat', {
      second: 'the cat lay on the rug',
      heads: '2.9',
      pair: 'ab',
    }),
  ],
  ['writing', textAddress('smollm2', text, { heads: '9.4', generate: '12', step: '6', q: '14' })],
  ['long', textAddress('smollm2', story, { heads: '4.8' })],
  ['two-texts', textAddress('smollm2', text, two)],
  ['two-difference', textAddress('smollm2', text, { ...two, side: 'difference', heads: '9.3,9.4,4.8,5.8' })],
  ['two-contrast', textAddress('smollm2', text, { ...two, scale: 'model' })],
  [
    'two-uneven',
    textAddress('smollm2', text, { ...two, other: 'The old doctor asked the nurse. He', k: '' }),
  ],
  ['two-field', textAddress('smollm2', text, { heads: '9.4' }), page => page.keyboard.press('d')],
  ['neurons', textAddress('smollm2', text, { heads: '9.4', q: '8', scale: 'neurons' })],
  [
    'neurons-push',
    textAddress('smollm2', text, { heads: '9.4', q: '8', scale: 'neurons', order: 'push', neuron: '12' }),
  ],
  ['table', textAddress('smollm2', text, { heads: '9.4', q: '8' }), page => page.keyboard.press('b')],
  ['editor', textAddress('smollm2', text, { heads: '9.4' }), page => page.keyboard.press('/')],
  [
    'words',
    textAddress('smollm2', 'Mary told the construction worker that the nurse had called his sister. She', {
      heads: '9.4',
      q: '13',
      k: '3',
    }),
    page => page.getByRole('button', { name: 'Words that are underlined' }).click(),
  ],
  ['start', '#start', page => page.waitForSelector('.examples')],
  ['problem', textAddress('smolm2', text), page => page.waitForSelector('.problem')],
];

describe.each([
  [1440, 900],
  [1920, 1080],
  [1024, 768],
])('%i × %i', (width, height) => {
  it.each(['light', 'dark'] as const)(
    'every view and state, %s',
    async scheme => {
      for (const [name, address, act] of screens) {
        const { page, errors, close } = await openPage(address, { width, height, scheme });
        if (!['start', 'problem'].includes(name)) await settled(page);
        await act?.(page);
        await page.waitForTimeout(150);
        const path = `${folder}${name}-${scheme}-${width}.png`;
        await page.screenshot({ path });
        expect(statSync(path).size).toBeGreaterThan(5000);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
        if (name !== 'problem') expect(errors, name).toEqual([]);
        await close();
      }
    },
    120_000,
  );
});
