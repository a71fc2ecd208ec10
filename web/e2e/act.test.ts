import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { effect, numberIn } from './oracle';
import { openPage, settled, textAddress } from './page';
import { violations } from './rules';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

/** Opens the page with some of its state. */
async function opened(state: Record<string, string>, how: Parameters<typeof openPage>[1] = {}) {
  open = await openPage(textAddress('smollm2', text, state), how);
  await settled(open.page);
  return open.page;
}

/** A point of a line near its key, where the lines of a query are apart. */
async function onLine(page: Page, query: number, key: number, within = '.focus') {
  const box = async (side: string, index: number) =>
    (await page.locator(`${within} [data-side=${side}] .token[data-index="${index}"]`).boundingBox())!;
  const [from, to] = [await box('query', query), await box('key', key)];
  const [x0, x1] = [from.x + from.width + 12, to.x - 12];
  const [y0, y1] = [from.y + from.height / 2, to.y + to.height / 2];
  const t = 0.9;
  return {
    x: x0 + (x1 - x0) * (1.5 * t - 1.5 * t * t + t ** 3),
    y: y0 + (y1 - y0) * (3 * t * t - 2 * t ** 3),
  };
}

const choose = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true }).click();
const changes = (page: Page) => page.$$eval('.changes li span', list => list.map(item => item.textContent!));
const said = (page: Page) => page.locator('.unseen[role=status]').textContent();
const next = /next word: (\S+) nats/;

async function effectOf(page: Page): Promise<number> {
  const number = await page.waitForSelector('.effect div[aria-busy=false] .outcome strong');
  return Number(await number.getAttribute('data-number'));
}

it('cuts a link from its line, keeps it in the address, and gives it back from where it was', async () => {
  const page = await opened({ heads: '9.4', q: '8' });
  const at = await onLine(page, 8, 4);
  await page.mouse.click(at.x, at.y);
  expect(await page.getByRole('menu').getAttribute('aria-label')).toMatch(/^L9H4: “She” → “nurse” \.\d{3}$/);
  await choose(page, 'Cut “She” → “nurse” in L9H4');
  await expect.poll(() => said(page)).toBe('“She” → “nurse” is cut in L9H4');
  const cut = numberIn(effect('smollm2', text, '--edit', 'cut:L9H4:She>nurse'), next);
  await expect.poll(() => effectOf(page)).toBeCloseTo(cut, 5);
  await page.getByRole('menu').waitFor({ state: 'detached' });

  await page.reload();
  await settled(page);
  await expect.poll(() => effectOf(page)).toBeCloseTo(cut, 5);
  expect(await changes(page)).toEqual([expect.stringContaining('gives token 4 (“nurse”) nothing')]);
  await page.mouse.move(at.x, at.y);
  await expect.poll(() => page.locator('.tip').textContent()).toContain('cut: its weight is 0');
  await page.mouse.click(at.x, at.y);
  await choose(page, 'Undo: “She” → “nurse” cut in L9H4');
  await page.waitForFunction(() => !document.querySelector('.changes li'));
  expect(page.url()).not.toContain('edits=');
  expect(open.errors).toEqual([]);
});

it('cuts a line in all heads and in those shown, pins its words, and says what cutting it does', async () => {
  const page = await opened({ heads: '9.3,9.4', q: '8', k: '4', question: 'cut' });
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.waitForSelector('progress', { state: 'detached' });
  const at = await onLine(page, 8, 4);
  await page.mouse.move(at.x, at.y);
  const tip = page.locator('.tip');
  await expect.poll(() => tip.textContent()).toContain('cutting it: change');
  const [, head] = /(L9H\d)/.exec((await tip.textContent())!)!;
  const one = numberIn(effect('smollm2', text, '--edit', `cut:${head}:She>nurse`), next);
  const told = /cutting it: change \+(\S+) nats/.exec((await tip.textContent())!)![1].replaceAll('−', '-');
  expect(Number(told)).toBeCloseTo(one, 5);
  await page.mouse.click(at.x, at.y);
  await choose(page, 'Cut “She” → “nurse” in the 2 shown heads');
  await page.waitForFunction(() => document.querySelectorAll('.changes li').length === 3);
  const both = ['--edit', 'cut:L9H3:She>nurse', '--edit', 'cut:L9H4:She>nurse'];
  await expect.poll(() => effectOf(page)).toBeCloseTo(numberIn(effect('smollm2', text, ...both), next), 5);

  await page.getByRole('button', { name: 'More changes of “She” → “nurse”' }).click();
  await choose(page, 'Cut “She” → “nurse” in all heads');
  const all = numberIn(effect('smollm2', text, '--edit', 'cut:all:She>nurse'), next);
  await expect.poll(() => effectOf(page)).toBeCloseTo(all, 5);
  const other = await onLine(page, 8, 1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^She/ }).first().click();
  await page.mouse.click(other.x, other.y);
  await choose(page, 'Pin both words');
  await expect.poll(() => page.url()).toMatch(/q=8&k=1/);
}, 120_000);

it('switches a head off from its cell, damps it from its square, in groups as well', async () => {
  const page = await opened({ heads: '9.4,9.5', scale: 'model' });
  const grid = page.locator('.navigator .canvases');
  await grid.click({ button: 'right', position: { x: 120, y: 60 } });
  const name = (await page.getByRole('menu').getAttribute('aria-label'))!;
  await choose(page, `Switch ${name} off`);
  await expect.poll(() => said(page)).toBe(`${name} is off`);
  const off = numberIn(effect('smollm2', text, '--edit', `off:${name}`), next);
  await expect.poll(() => effectOf(page)).toBeCloseTo(off, 5);
  // What is chosen stays chosen.
  expect(page.url()).toContain('heads=9.4,9.5');

  await page.keyboard.press('2');
  await settled(page);
  const square = page.locator('.square').nth(4);
  await square.click({ button: 'right' });
  await choose(page, 'Output of the 2 selected heads × 0.5');
  await page.waitForFunction(() => document.querySelectorAll('.changes li').length === 4);
  await expect.poll(() => square.getAttribute('aria-label')).toBe('4, L9H4, changed');
  expect(await square.evaluate(element => element === document.activeElement)).toBe(true);
  const three = ['--edit', `off:${name}`, '--edit', 'scale:L9H4:0.5', '--edit', 'scale:L9H5:0.5'];
  await expect.poll(() => effectOf(page)).toBeCloseTo(numberIn(effect('smollm2', text, ...three), next), 5);
  await page.getByRole('button', { name: 'Undo: the output of L9H4' }).click();
  await expect.poll(() => changes(page)).toHaveLength(2);
}, 120_000);

it('is used with the keyboard alone: a cell, a list, a word', async () => {
  const page = await opened({ heads: '9.3' });
  const grid = page.locator('.navigator .canvases');
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ContextMenu');
  expect(await page.getByRole('menu').getAttribute('aria-label')).toBe('L9H4');
  const focused = () => page.evaluate(() => document.activeElement?.firstChild?.textContent);
  expect(await focused()).toBe('Switch L9H4 off');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('L9H4 looks as in the other text');
  await page.keyboard.press('Enter'); // cannot be done: nothing happens
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(page)).toBe('L9H4 is off');
  expect(await grid.evaluate(element => element === document.activeElement)).toBe(true);
  const off = numberIn(effect('smollm2', text, '--edit', 'off:L9H4'), next);
  await expect.poll(() => effectOf(page)).toBeCloseTo(off, 5);

  await page.locator('[data-side=key] .token[data-index="4"]').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('nurse');
  await page.keyboard.press('m');
  await page.getByRole('menu').waitFor();
  expect(await focused()).toBe('Hide “nurse” in L9H3');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(page)).toBe('“nurse” is hidden in all heads');
  const hidden = ['--edit', 'off:L9H4', '--edit', 'hide:all:nurse'];
  await expect.poll(() => effectOf(page)).toBeCloseTo(numberIn(effect('smollm2', text, ...hidden), next), 5);

  await settled(page);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('nurse');
  await page.keyboard.press('1');
  await page.locator('aside .ranking button').first().focus();
  await page.keyboard.press('m');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.keyboard.press('m');
  const head = await page.getByRole('menu').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(page)).toBe(`${head} is off`);
  await page.waitForFunction(() => document.querySelectorAll('.changes li').length === 4);
  await settled(page);
  expect(await focused()).toBe(head);
  expect(open.errors).toEqual([]);
}, 120_000);

it('opens with a long press, and the press picks nothing', async () => {
  const page = await opened({ heads: '9.3' });
  const square = page.locator('.square').nth(6);
  const touch = { pointerType: 'touch', isPrimary: true, bubbles: true, clientX: 300, clientY: 130 };
  await square.dispatchEvent('pointerdown', touch);
  await page.waitForSelector('.acts');
  await square.dispatchEvent('pointerup', touch);
  await square.evaluate(element => (element as HTMLElement).click());
  expect(await page.locator('.square[aria-pressed=true]').allTextContents()).toEqual(['3']);
  expect(await page.getByRole('menu').getAttribute('aria-label')).toBe('L9H6');
});

it('takes the other text’s pattern over; changes nothing from that text’s own drawing', async () => {
  const other = text.replace('She', 'He');
  const page = await opened({ heads: '9.4', q: '8', other, side: 'both' });
  const first = await onLine(page, 8, 4, 'section[aria-label="Text A"]');
  await page.mouse.click(first.x, first.y);
  await choose(page, 'Cut “She” → “nurse” in L9H4');
  await expect.poll(() => changes(page)).toHaveLength(1);
  await settled(page);
  const second = await onLine(page, 8, 4, 'section[aria-label="Text B"]');
  await page.mouse.click(second.x, second.y);
  expect(await page.locator('.acts .note').textContent()).toBe('Changes are made to text A only.');
  expect(await page.locator('.acts [aria-disabled=false]').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.square').nth(3).click({ button: 'right' });
  await choose(page, 'L9H3 looks as in the other text');
  await expect.poll(() => changes(page)).toHaveLength(2);
  const edits = ['--edit', 'cut:L9H4:She>nurse', '--edit', `pattern:L9H3:${other}`];
  await expect.poll(() => effectOf(page)).toBeCloseTo(numberIn(effect('smollm2', text, ...edits), next), 5);
});

it('changes the first text where the second one is drawn and its words stand elsewhere', async () => {
  const other = `Yesterday, ${text}`;
  const page = await opened({ heads: '9.4', q: '8', k: '4', other, side: 'b' });
  const tools = page.locator('.tools-of-change');
  await tools.getByRole('button', { name: 'More changes of “She” → “nurse”' }).click();
  await choose(page, 'Cut “She” → “nurse” in L9H4');
  const one = numberIn(effect('smollm2', text, '--edit', 'cut:L9H4:She>nurse'), next);
  await expect.poll(() => effectOf(page)).toBeCloseTo(one, 5);
  await page.locator('.changes').getByRole('button', { name: 'Cut “She” → “nurse” in all heads' }).click();
  const all = ['--edit', 'cut:all:She>nurse', '--edit', 'cut:L9H4:She>nurse'];
  await expect.poll(() => effectOf(page)).toBeCloseTo(numberIn(effect('smollm2', text, ...all), next), 5);
});

describe.each(['light', 'dark'] as const)('%s', scheme => {
  it('breaks no rule of accessibility, and its items can be hit', async () => {
    const page = await opened({ heads: '9.3,9.4', q: '8' }, { scheme });
    const at = await onLine(page, 8, 4);
    await page.mouse.click(at.x, at.y);
    await page.waitForSelector('.acts');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.square').nth(3).click({ button: 'right' });
    await page.waitForSelector('.acts');
    expect(await violations(page)).toEqual([]);
    const heights = await page.$$eval('.acts button', list => list.map(item => item.clientHeight));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await page.mouse.click(5, 5);
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });
});
