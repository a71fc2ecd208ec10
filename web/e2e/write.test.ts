import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { program, read, written } from './oracle';
import { exported, openPage, settled, tableOf, textAddress } from './page';
import { violations } from './rules';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

async function start(rest: Record<string, string> = {}, more = {}): Promise<Page> {
  open = await openPage(textAddress('smollm2', text, { heads: '9.4', ...rest }), more);
  return open.page;
}

/** Writes so many tokens, as they are set in the menu. */
async function write(page: Page, tokens: number): Promise<void> {
  await page.getByRole('button', { name: 'How to continue' }).click();
  await page.fill('.continue input[name=tokens]', String(tokens));
  await page.click('.continue form .main');
}

const bandText = async (page: Page) => (await page.textContent('.band .text'))!;
const keys = (page: Page) =>
  page.$$eval('[data-side=key] .token', all => all.map(token => token.textContent));
const picked = (page: Page) =>
  page.$$eval('[data-side=query] [aria-selected=true]', all => all.map(token => token.textContent));

it('writes token by token what the command writes, and the first one soon', async () => {
  const page = await start();
  await settled(page);
  await write(page, 2);
  await page.waitForSelector('.timeline');
  await settled(page);
  await page.evaluate(() => {
    const times: number[] = [];
    const clicked: number[] = [];
    Object.assign(window, { times, clicked });
    document.addEventListener('submit', () => clicked.push(performance.now()), true);
    new MutationObserver(() => {
      const count = document.querySelectorAll('.arriving .word').length;
      if (count > times.length) times.push(performance.now());
    }).observe(document.querySelector('.texts')!, { childList: true, subtree: true });
  });
  await page.getByRole('button', { name: 'How to continue' }).click();
  await page.fill('.continue input[name=tokens]', '12');
  await page.fill('.continue input[name=temperature]', '0.001');
  await page.click('.continue form .main');
  await page.waitForFunction(() =>
    document.querySelector('.timeline b')?.textContent?.startsWith('12 of 12'),
  );
  const { times, clicked } = await page.evaluate(() => {
    const kept = window as unknown as Record<'times' | 'clicked', number[]>;
    return { times: kept.times, clicked: kept.clicked };
  });
  console.log(`first token on the page after ${Math.round(times[0] - clicked[0])} ms`);
  expect(times.length).toBeGreaterThan(6);
  const said = execFileSync('dotnet', [program, 'generate', 'smollm2', text, '--max-new-tokens', '12'], {
    encoding: 'utf8',
  });
  expect(said).toContain(await bandText(page));
  expect(await bandText(page)).toBe(`${text} said, "I'm going to give you a pill."`);
  expect(await page.textContent('header .title')).toContain('drawn at temperature 0.001, seed 0');
  expect(open.errors).toEqual([]);
});

it('goes through what was written: drawings, pins, predictions and numbers are those of the step', async () => {
  const page = await start();
  await settled(page);
  await write(page, 12);
  await page.waitForSelector('.timeline');
  await settled(page);
  expect(await keys(page)).toHaveLength(21);
  await page.fill('.timeline input', '6');
  await settled(page);
  expect(await page.textContent('.timeline')).toContain('6 of 12 writtenthe row of “going” chose “to”');
  expect((await keys(page)).slice(-2)).toEqual(["'m", 'going']);
  expect(await picked(page)).toEqual(['going']);
  expect(await page.locator('.word.later').allTextContents()).toEqual([
    'to',
    'give',
    'you',
    'a',
    'pill',
    '."',
  ]);
  expect(await page.textContent('.predictions h2')).toContain('After “going” the model predicts');
  expect(await page.textContent('.predictions .chosen')).toMatch(/^to/);

  const oracle = read('smollm2', `${text} said, "I'm going`);
  const { rows } = await tableOf(page);
  expect(rows.map(row => row[2])).toEqual(rows.map((_, key) => written(oracle.weight(9, 4, 14, key))));

  await page.keyboard.press('.');
  await settled(page);
  expect(await picked(page)).toEqual(['to']);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await settled(page);
  expect(await picked(page)).toEqual(["'m"]);
  await page.click('.word.later >> nth=2');
  await settled(page);
  expect(await picked(page)).toEqual(['give']);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => document.querySelector('.timeline b')?.textContent?.startsWith('10 of'));
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(open.errors).toEqual([]);
});

it('tells of a written word how probable it was and what else could have stood there', async () => {
  const page = await start({ generate: '12' });
  await settled(page);
  await page.hover('.word.written >> nth=0');
  const tip = page.locator('.tip.alternatives');
  expect(await tip.locator('.title').textContent()).toBe('“said” was written with probability .167');
  expect(await tip.locator('li').allTextContents()).toHaveLength(5);
  expect(await tip.locator('li.chosen').textContent()).toBe('said.17');
  await page.mouse.move(700, 600);
  expect(await tip.count()).toBe(0);
  await page.focus('.word[tabindex="0"]');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  expect(await tip.locator('.title').textContent()).toContain('“,” was written');
  await page.keyboard.press('Escape');
  expect(await tip.count()).toBe(0);
});

it('stops, and reads the text with what stands there', async () => {
  const page = await start();
  await settled(page);
  await write(page, 200);
  await page.waitForFunction(() => document.querySelectorAll('.arriving .word').length >= 3);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.waitForSelector('.timeline');
  await settled(page);
  const count = Number(/generate=(\d+)/.exec(page.url())![1]);
  expect(count).toBeGreaterThanOrEqual(3);
  expect(count).toBeLessThan(100);
  expect(await page.textContent('.timeline b')).toBe(`${count} of ${count} written`);
  expect(await bandText(page)).toContain(`${text} said, "`);
  expect(await page.locator('.band .word').count()).toBe(9 + count);

  await page.keyboard.press('/');
  await page.fill('textarea[name=text]', `${text} said`);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.band .text')?.textContent?.endsWith('She said'));
  await settled(page);
  expect(await page.locator('.timeline').count()).toBe(0);
  expect(page.url()).not.toContain('generate=');
});

it('comes back from its address, with its step and its edits', async () => {
  const edits = JSON.stringify([{ edit: 'scale', heads: 'L9', factor: 0 }]);
  const page = await start({ edits, q: '8' });
  await settled(page);
  await write(page, 8);
  await page.waitForSelector('.timeline');
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await settled(page);
  const [address, said, rows] = [new URL(page.url()).hash, await bandText(page), (await tableOf(page)).rows];
  expect(decodeURIComponent(address)).toContain('"factor":0');
  expect(address).toContain('step=6');
  expect(said).not.toBe(`${text} said, "I'm going to give`);
  await open.close();
  open = await openPage(address);
  await settled(open.page);
  expect(await bandText(open.page)).toBe(said);
  expect(await open.page.textContent('.timeline b')).toBe('6 of 8 written');
  expect((await tableOf(open.page)).rows).toEqual(rows);
});

it('names prompt and what was written in a saved picture', async () => {
  const page = await start({ generate: '12', step: '6', q: '14' });
  await settled(page);
  const svg = (await exported(page, 'Save picture, SVG')).toString();
  expect(svg).toContain(`on “${text}”<`);
  expect(svg).toMatch(/then written: “ said, (&quot;|")I'm going” \(6 tokens, most probable each time\)/);
});

it.each(['light', 'dark'] as const)('breaks no rule of accessibility, %s', async scheme => {
  const page = await start({ generate: '12', step: '6', q: '14' }, { scheme });
  await settled(page);
  await page.hover('.word.written >> nth=3');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'How to continue' }).click();
  expect(await violations(page)).toEqual([]);
});
