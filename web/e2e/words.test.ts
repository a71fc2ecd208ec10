import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Oracle, read } from './oracle';
import { exported, openPage, settled, tableOf, textAddress } from './page';

const text = 'Mary told the construction worker that the nurse had called his sister. She';
const menu = 'Words that are underlined';
let open: Awaited<ReturnType<typeof openPage>>;
beforeEach(async () => {
  open = await openPage(textAddress('smollm2', text, { heads: '9.4' }));
  await settled(open.page);
});
afterEach(() => open.close());

/** The words of the running text that have an underline, token by token. */
const underlined = (page: Page) =>
  page.$$eval('.band .text .word:has(.underline)', words => words.map(word => word.textContent));
const legend = async (page: Page) =>
  (await page.locator('.words > .legend li').allTextContents()).map(entry => entry.replace(/\s+/g, ' '));

async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([given, json]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([json], given, { type: 'application/json' }));
      return transfer;
    },
    [name, content],
  );
  await page.dispatchEvent('.page', 'drop', { dataTransfer: data });
}

it('underlines words of every category, with counts, until they are switched off', async () => {
  const { page, errors } = open;
  const all = ['Mary', 'construction', 'worker', 'nurse', 'his', 'sister', 'She'];
  expect(await underlined(page)).toEqual(all);
  expect(await legend(page)).toEqual(['female 2', 'male 1', 'name 1', 'occupation 2']);
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('switch', { name: /^Underline/ }).click();
  await expect.poll(() => underlined(page)).toEqual([]);
  expect(page.url()).toContain('marks=0');
  await page.reload();
  await settled(page);
  expect(await underlined(page)).toEqual([]);
  expect(await legend(page)).toEqual([]);
  await page.keyboard.press('w');
  await expect.poll(() => underlined(page)).toEqual(all);
  expect(page.url()).not.toContain('marks');
  expect(errors).toEqual([]);
});

it('takes own lists from the button and from a dropped file, and keeps them over a reload', async () => {
  const { page } = open;
  await page.getByRole('button', { name: menu }).click();
  await page.setInputFiles('input[name=lists]', {
    name: 'verbs.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"verb": ["told", "had called"]}'),
  });
  await expect.poll(() => legend(page)).toEqual(['female 2', 'male 1', 'name 1', 'occupation 2', 'verb 2']);
  expect(await underlined(page)).toEqual(expect.arrayContaining(['told', 'had', 'called']));
  await page.reload();
  await settled(page);
  expect(await legend(page)).toContain('verb 2');
  await drop(page, 'names.json', '{"name": ["the nurse"]}');
  await expect.poll(() => legend(page)).toEqual(['female 2', 'male 1', 'name 1', 'occupation 1']);
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('button', { name: 'Remove own lists' }).click();
  await expect.poll(() => legend(page)).toEqual(['female 2', 'male 1', 'name 1', 'occupation 2']);
});

it('refuses bad lists in a sentence and keeps what was there', async () => {
  const { page } = open;
  await drop(page, 'bad.json', '{"verb": "told"}');
  await expect
    .poll(() => page.textContent('.problem p'))
    .toBe(
      'The category “verb” is a text, not a list of words. ' +
        'Expected a JSON file like {"colour": ["red", "dark green"]}.',
    );
  expect(await legend(page)).toEqual(['female 2', 'male 1', 'name 1', 'occupation 2']);
  await drop(page, 'good.json', '{"verb": ["told"]}');
  await page.waitForSelector('.problem', { state: 'detached' });
});

it('ranks heads by the weight from the last pronoun to all occupations', async () => {
  const { page } = open;
  await page.keyboard.press('1');
  await page.selectOption('.cells select', 'occupations');
  const note =
    'weight from the last pronoun, “She”, to all occupations: “construction worker”, “nurse”; ' +
    'of a word the sum over its tokens';
  await expect.poll(() => page.textContent('.ranking .note')).toBe(note);
  const { columns, rows } = await tableOf(page);
  const oracle: Oracle = read('smollm2', text);
  const query = oracle.tokens.length - 1;
  const keys = oracle.tokens.flatMap((token, i) => (/^Ġ(construction|worker|nurse)$/.test(token) ? [i] : []));
  expect(keys).toHaveLength(3);
  const at = columns.lastIndexOf('occupations');
  const sums = Array.from({ length: 270 }, (_, i) => {
    return keys.reduce((sum, key) => sum + oracle.weight(Math.floor(i / 9), i % 9, query, key), 0);
  });
  expect(rows).toHaveLength(270);
  for (const row of rows) {
    const [layer, head] = /^L(\d+)H(\d+)$/.exec(row[0])!.slice(1).map(Number);
    expect(Number(row[at]), row[0]).toBeCloseTo(sums[9 * layer + head], 2);
  }
  const best = sums.indexOf(Math.max(...sums));
  const first = await page.textContent('.ranking li:first-child');
  expect(first).toContain(`L${Math.floor(best / 9)}H${best % 9}`);
});

it('writes the underlines into the picture, and what they mean', async () => {
  const { page } = open;
  const svg = (await exported(page, 'Save picture, SVG')).toString();
  const times = (pattern: RegExp) => [...svg.matchAll(pattern)].length;
  expect(times(/stroke="#211bb2" stroke-width="1.5"/g)).toBe(2 * 3);
  expect(times(/stroke="#7472a6" stroke-width="2" stroke-dasharray="2 2"/g)).toBe(2);
  expect(times(/stroke="#640060" stroke-width="2" stroke-dasharray="6 2.5"/g)).toBe(2);
  expect(times(/stroke="#486546" stroke-width="1.25"/g)).toBe(2 * 2 * 2);
  expect(svg).toContain('>underlined words: female double, male dashed, name dotted, occupation solid<');
});
