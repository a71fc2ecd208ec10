import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openPage, settled, textAddress } from './page';
import { violations } from './rules';

const text = 'The doctor asked the nurse a question. She';
const two = { other: text.replace('She', 'He'), side: 'both', heads: '9.3,9.4', q: '8', k: '4,1' };

let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

const states: [string, string, (page: Page) => Promise<unknown>][] = [
  ['heads', textAddress('smollm2', text, { heads: '9.4', q: '8' }), settled],
  ['several heads', textAddress('smollm2', text, { heads: '9.3,9.4,4.8,11.1' }), settled],
  ['model', textAddress('smollm2', text, { heads: '9.4', scale: 'model' }), settled],
  [
    'a measure in the grid',
    textAddress('smollm2', text, { heads: '9.4', scale: 'model', cell: 'previous' }),
    settled,
  ],
  ['two texts', textAddress('smollm2', text, two), settled],
  ['one of two texts', textAddress('smollm2', text, { ...two, side: 'b' }), settled],
  ['a difference', textAddress('smollm2', text, { ...two, side: 'difference' }), settled],
  ['a contrast in the grid', textAddress('smollm2', text, { ...two, scale: 'model' }), settled],
  [
    'the field for a second text',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.keyboard.press('d');
      await page.waitForSelector('.editor');
    },
  ],
  ['neurons', textAddress('smollm2', text, { heads: '9.4', scale: 'neurons' }), settled],
  [
    'a pair',
    textAddress('minilm', 'the cat sat', { second: 'the dog lay', heads: '2.9', pair: 'ab' }),
    settled,
  ],
  ['a long text', textAddress('smollm2', 'word and '.repeat(60), { heads: '9.4' }), settled],
  ['start', '#start', page => page.waitForSelector('.examples')],
  ['problem', textAddress('smolm2', text), page => page.waitForSelector('.problem')],
  [
    'table',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.keyboard.press('b');
      await page.waitForSelector('.twin');
    },
  ],
  [
    'examples',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.keyboard.press('e');
      await page.waitForSelector('.panel .example');
    },
  ],
  [
    'editor',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.keyboard.press('/');
      await page.waitForSelector('.editor');
    },
  ],
  [
    'help',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.keyboard.press('?');
      await page.waitForSelector('dialog');
    },
  ],
  [
    'export',
    textAddress('smollm2', text, { heads: '9.4' }),
    async page => {
      await settled(page);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.waitForSelector('.panel');
    },
  ],
  [
    'words',
    textAddress('smollm2', text, { heads: '9.4', q: '8' }),
    async page => {
      await settled(page);
      await page.getByRole('button', { name: 'Words that are underlined' }).click();
      await page.waitForSelector('.words .panel');
    },
  ],
  [
    'changes and effects',
    textAddress('smollm2', text, {
      heads: '9.3',
      q: '8',
      k: '4',
      scale: 'model',
      edits: JSON.stringify([{ edit: 'mean', heads: 'L9H3' }]),
    }),
    async page => {
      await settled(page);
      await page.getByRole('radio', { name: 'Does this link matter?' }).click();
      await page.getByRole('button', { name: 'Measure', exact: true }).click();
      await page.waitForSelector('.plot canvas');
      await page.waitForSelector('progress', { state: 'detached' });
      await page.waitForSelector('.effect div[aria-busy=false] .outcome');
    },
  ],
  [
    'computing',
    textAddress('smollm2', 'word and '.repeat(900), { scale: 'model' }),
    page => page.waitForSelector('.progress i'),
  ],
];

describe.each(['light', 'dark'] as const)('%s', scheme => {
  it.each(states)('%s breaks no rule of accessibility', async (_, address, ready) => {
    open = await openPage(address, { scheme });
    await ready(open.page);
    expect(await violations(open.page)).toEqual([]);
  });
});
