import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Oracle, read } from './oracle';
import { openPage, settled, tableOf, textAddress } from './page';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
let oracle: Oracle;
beforeEach(async () => {
  oracle ??= read('smollm2', text);
  open = await openPage(textAddress('smollm2', text, { heads: '9.4' }));
  await settled(open.page);
});
afterEach(() => open.close());

it('selects a clicked cell and opens a double-clicked one', async () => {
  const { page } = open;
  await page.keyboard.press('1');
  const canvas = page.locator('.navigator .canvases');
  await canvas.click({ position: { x: 120, y: 60 } });
  const named = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('heads');
  expect(named()).toMatch(/^\d+\.\d+$/);
  await canvas.click({ position: { x: 220, y: 60 }, modifiers: ['Shift'] });
  expect(named()).toMatch(/^\d+\.\d+,\d+\.\d+$/);
  await canvas.dblclick({ position: { x: 320, y: 110 } });
  await page.waitForSelector('.page.heads');
  await settled(page);
  const [layer, head] = named()!.split('.').map(Number);
  const { rows } = await tableOf(page);
  const nurse = rows.find(row => row[0] === '“She”' && row[1] === '“nurse”');
  if (nurse) expect(Number(nurse[2])).toBeCloseTo(oracle.weight(layer, head, 8, 4), 3);
  expect(rows.length).toBeGreaterThan(0);
});

it('shows a head alone with a double click, and the whole layer with another', async () => {
  const { page } = open;
  const square = page.locator('.square', { hasText: '3' }).first();
  await square.dblclick();
  await settled(page);
  expect(await page.locator('.square[aria-pressed=true]').allTextContents()).toEqual(['3']);
  await square.dblclick();
  await settled(page);
  expect(await page.locator('.square[aria-pressed=true]').count()).toBe(9);
});

it('pins words on both sides and sums over them', async () => {
  const { page } = open;
  await page.click('[data-side=key] .token[data-index="4"]');
  await page.click('[data-side=key] .token[data-index="1"]', { modifiers: ['Shift'] });
  const { rows } = await tableOf(page);
  const she = rows.find(row => row[0] === '“She”' && row[1] === 'sum to 2 tokens');
  expect(Number(she?.[2])).toBeCloseTo(oracle.weight(9, 4, 8, 4) + oracle.weight(9, 4, 8, 1), 2);
  await page.keyboard.press('Escape');
  expect(await page.locator('.token[aria-selected=true]').count()).toBe(0);
});

it('lights every cell by the pinned link, with the exact weight', async () => {
  const { page } = open;
  await page.click('[data-side=query] .token[data-index="8"]');
  await page.click('[data-side=key] .token[data-index="4"]');
  await page.keyboard.press('1');
  await page.waitForFunction(() =>
    document.querySelector('.ranking h2')?.textContent?.includes('“She” → “nurse”'),
  );
  expect(await page.textContent('.ranking li:first-child')).toContain('L9H4');
  let [above, sum] = [0, 0];
  for (let layer = 0; layer < 30; layer++) {
    for (let head = 0; head < 9; head++) {
      const weight = oracle.weight(layer, head, 8, 4);
      sum += weight;
      if (weight > 0.2) above++;
    }
  }
  const note = await page.textContent('.ranking .note');
  expect(note).toContain(
    `${above} of 270 exceed .20, their mean is ${(sum / 270).toFixed(2).replace(/^0/, '')}`,
  );
});

it('restores the view after a reload, and goes back and forward', async () => {
  const { page } = open;
  await page.click('[data-side=query] .token[data-index="5"]');
  await page.keyboard.press('1');
  await page.waitForSelector('.page.model');
  await page.reload();
  await settled(page);
  expect(await page.locator('.page.model').count()).toBe(1);
  expect(page.url()).toContain('q=5');
  await page.keyboard.press('2');
  await page.waitForSelector('.page.heads');
  await page.goBack();
  await page.waitForSelector('.page.model');
  await page.goForward();
  await page.waitForSelector('.page.heads');
  await settled(page);
  expect(await page.locator('[data-side=query] .token[aria-selected=true]').allTextContents()).toEqual(['a']);
});

it('undoes and repeats changes of the view', async () => {
  const { page } = open;
  const pressed = () => page.locator('.square[aria-pressed=true]').allTextContents();
  await page.locator('.square').nth(6).click();
  await expect.poll(pressed).toEqual(['4', '6']);
  await page.keyboard.press('Control+z');
  await expect.poll(pressed).toEqual(['4']);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(pressed).toEqual(['4', '6']);
});

it('is used with the keyboard alone', async () => {
  const { page } = open;
  await page.focus('[data-side=query] .token[tabindex="0"]');
  await page.keyboard.press('End');
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const selected = await page.locator('.token[aria-selected=true]').allTextContents();
  expect(selected).toEqual(['She', 'nurse']);
  await page.keyboard.press(']');
  await settled(page);
  expect(await page.locator('.square[aria-pressed=true]').allTextContents()).toEqual(['5']);
  const { rows } = await tableOf(page);
  const link = rows.find(row => row[0] === '“She”' && row[1] === '“nurse”');
  expect(Number(link?.[2])).toBeCloseTo(oracle.weight(9, 5, 8, 4), 3);
});
