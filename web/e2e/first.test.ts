import { afterEach, beforeEach, expect, it } from 'vitest';
import { read, written } from './oracle';
import { openPage, settled, tableOf } from './page';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
beforeEach(async () => {
  open = await openPage();
});
afterEach(() => open.close());

it('opens on the head that looks most from She to nurse, with the numbers of headlight read', async () => {
  const { page, strangers, errors } = open;
  await settled(page);
  expect(await page.textContent('.why')).toContain('L9H4: highest of 270 for “She” → “nurse”');
  const { rows } = await tableOf(page);
  const oracle = read('smollm2', text);
  expect(rows).toHaveLength(oracle.tokens.length);
  rows.forEach((row, key) => {
    expect(row.slice(0, 3), `row ${key}`).toEqual([
      '“She”',
      expect.stringContaining(oracle.tokens[key].replace('Ġ', '')),
      written(oracle.weight(9, 4, 8, key)),
    ]);
  });
  expect(oracle.weight(9, 4, 8, 4)).toBeCloseTo(0.47, 1);
  expect(oracle.weight(9, 4, 8, 1)).toBeCloseTo(0.15, 1);
  expect(strangers).toEqual([]);
  expect(errors).toEqual([]);
});

it('reads another text, in place', async () => {
  const { page } = open;
  await settled(page);
  await page.keyboard.press('/');
  await page.fill('textarea[name=text]', 'Mary gave John a book because he');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.band')?.textContent?.includes('because he'));
  await settled(page);
  expect(decodeURIComponent(page.url().replace(/\+/g, ' '))).toContain(
    'text=Mary gave John a book because he',
  );
  const { rows } = await tableOf(page);
  expect(rows.length).toBeGreaterThan(3);
});

it('restores the text with Escape', async () => {
  const { page } = open;
  await settled(page);
  await page.keyboard.press('/');
  await page.fill('textarea[name=text]', 'Something else entirely');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.band');
  await settled(page);
  expect(await page.textContent('.band .text')).toContain('The doctor asked the nurse a question. She');
});

it('reads while the text is typed, and Escape brings the first text back', async () => {
  const { page } = open;
  await settled(page);
  // Readings that tell how long the next one takes.
  for (const word of ['One', 'Two', 'Three', 'Four']) {
    await page.keyboard.press('/');
    await page.fill('textarea[name=text]', `${word} doctor asked the nurse a question of her own`);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      start => document.querySelector('.band')?.textContent?.startsWith(start),
      word,
    );
    await settled(page);
  }
  await page.keyboard.press('/');
  await page.fill('textarea[name=text]', 'The doctor asked the nurse a question. He');
  await page.waitForFunction(() => {
    const keys = document.querySelectorAll('[data-side=key] .token');
    return keys[keys.length - 1]?.textContent === 'He';
  });
  expect(await page.isVisible('.editor')).toBe(true);
  await page.keyboard.press('Escape');
  await settled(page);
  expect(await page.textContent('.band .text')).toContain('Four doctor asked');
});

it('refuses in words what is too long or not there', async () => {
  const { page } = open;
  await settled(page);
  await page.keyboard.press('/');
  await page.fill('input[name=model]', 'minilm');
  await page.fill('textarea[name=text]', 'word '.repeat(700));
  await page.waitForSelector('.editor [role=alert]');
  expect(await page.textContent('.editor [role=alert]')).toMatch(/too long for this model by \d+ tokens/);
  expect(await page.isDisabled('.editor button.main')).toBe(true);
  await page.getByRole('button', { name: 'Cut here' }).click();
  await page.waitForFunction(() => document.querySelector('.count')?.textContent === '512 of 512 tokens');
  await page.fill('textarea[name=text]', 'a word');
  await page.fill('input[name=model]', 'minilmm');
  await page.waitForFunction(() =>
    /minilm/.test(document.querySelector('.editor [role=alert]')?.textContent ?? ''),
  );
  expect(await page.textContent('.editor [role=alert]')).toMatch(/minilmm.*Did you mean `minilm`/s);
});
