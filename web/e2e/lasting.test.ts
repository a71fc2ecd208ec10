import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openPage, settled, textAddress } from './page';
import { dataFolder, type Server, startServerIn } from './setup';

const text = 'The doctor asked the nurse a question. She';
const folder = dataFolder();
let server: Server;
const open: Awaited<ReturnType<typeof openPage>>[] = [];

beforeAll(async () => {
  server = await startServerIn(folder, 'smollm2', text);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(page => page.close()));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function pageOn(fragment: string): Promise<Page> {
  const opened = await openPage(fragment, { address: server.address });
  open.push(opened);
  await settled(opened.page);
  return opened.page;
}

const hashOf = (page: Page) => new URL(page.url()).hash;

const measure = (page: Page) => page.getByRole('button', { name: 'Measure', exact: true }).click();

/** Numbers as the page holds them: the greatest effects, and how many there are. */
const shown = (page: Page) =>
  page.$eval('.measure-heads .effects', section => section.textContent!.replace(/\s+/g, ' '));

const whole = (page: Page) =>
  page.waitForFunction(
    () =>
      /270 of 270 measured/.test(
        document.querySelector('.measure-heads .effects .note')?.textContent ?? '',
      ) && !document.querySelector('.measure-heads progress'),
    undefined,
    { timeout: 120_000 },
  );

const some = (page: Page) =>
  page.waitForFunction(() => {
    const count = /^(\d+) of 270/.exec(
      document.querySelector('.measure-heads [role=status]')?.textContent ?? '',
    );
    return count && Number(count[1]) > 5;
  });

/** The same port again: the page’s own address leads to it. */
async function restart(signal?: NodeJS.Signals): Promise<void> {
  const { port } = new URL(server.address);
  await server.stop(signal);
  server = await startServerIn(folder, 'smollm2', text, '--port', port);
}

it('a ranking survives a reload and a restarted server, and its address shows it in another page', async () => {
  const page = await pageOn(
    textAddress('smollm2', text, { heads: '9.3', q: '8', k: '4', question: 'cut', outcome: ' said| asked' }),
  );
  await measure(page);
  await whole(page);
  const numbers = await shown(page);
  expect(numbers).toContain('log odds of “ said” against “ asked”');
  // Pins and fields go elsewhere: the numbers stay those of the link that was cut, and the address knows.
  await page.click('[data-side=query] .token[data-index="5"]');
  await page.waitForFunction(() => /[&]q=5[&]/.test(location.hash));
  expect(await shown(page)).toBe(numbers);

  await page.reload();
  await settled(page);
  const before = Date.now();
  await whole(page);
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(await shown(page)).toBe(numbers);
  expect(await page.inputValue('.cells select')).toBe('effect');

  const address = hashOf(page);
  await restart();
  const other = await pageOn(address);
  await whole(other);
  expect(await shown(other)).toBe(numbers);

  await other.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await other.getByRole('button', { name: 'Export' }).click();
  await other.getByText('Copy as command').click();
  expect(await other.evaluate(() => navigator.clipboard.readText())).toBe(
    `./headlight effect --edit 'cut:each:8>4' '--outcome= said| asked' smollm2 '${text}'`,
  );
  expect(open.flatMap(each => each.errors)).toEqual([]);
}, 300_000);

it('goes on where it was cancelled, and after a reload', async () => {
  const page = await pageOn(textAddress('smollm2', text, { heads: '9.3', question: 'off' }));
  await measure(page);
  await some(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  const button = page.getByRole('button', { name: /^Go on: \d+ of 270 measured$/ });
  await button.waitFor();
  const count = Number(/\d+/.exec((await button.textContent())!)![0]);
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(270);
  await page.waitForTimeout(500);
  expect(await button.textContent()).toBe(`Go on: ${count} of 270 measured`);
  await button.click();
  await whole(page);
  const numbers = await shown(page);
  await page.reload();
  await whole(page);
  expect(await shown(page)).toBe(numbers);
}, 300_000);

it('two pages that ask the same follow one work, and one may be closed in the middle', async () => {
  const address = textAddress('smollm2', `${text} was`, { heads: '9.3', question: 'zero' });
  const [first, second] = [await pageOn(address), await pageOn(address)];
  await Promise.all([measure(first), measure(second)]);
  await Promise.all([some(first), some(second)]);
  await first.close();
  await whole(second);
  const third = await pageOn(hashOf(second));
  await whole(third);
  expect(await shown(third)).toBe(await shown(second));
}, 300_000);

it('what a closed page had measured is there for the next', async () => {
  const page = await pageOn(textAddress('smollm2', `${text} is`, { heads: '9.3', question: 'zero' }));
  await measure(page);
  await some(page);
  const address = hashOf(page);
  await page.close();
  const next = await pageOn(address); // asks by itself
  await some(next);
  await whole(next);
}, 300_000);

it('says that the server is gone, keeps what is here, and goes on by itself when it is back', async () => {
  const page = await pageOn(textAddress('smollm2', `${text} said`, { heads: '9.3', question: 'zero' }));
  await measure(page);
  await some(page);
  const { port } = new URL(server.address);
  await server.stop('SIGKILL');
  await page.waitForSelector('.measure-heads .wrong');
  const said = (await page.textContent('.measure-heads .wrong'))!;
  expect(said).toMatch(/^The server is gone\. \d+ of 270 heads are here\./);
  const count = Number(/\d+/.exec(said)![0]);
  expect(await page.isVisible('.measure-heads progress')).toBe(false);
  expect(await page.locator('.measure-heads .effects li').count()).toBeGreaterThan(3);
  server = await startServerIn(folder, 'smollm2', text, '--port', port);
  await page.waitForSelector('.measure-heads progress', { timeout: 30_000 });
  expect(await page.getAttribute('.measure-heads progress', 'value').then(Number)).toBeGreaterThanOrEqual(
    count,
  );
  await whole(page);
  expect(await page.locator('.measure-heads .wrong').count()).toBe(0);
  expect(await page.locator('.problem').count()).toBe(0);
}, 300_000);

it('counts pairs from the first second, and begins again with what was measured', async () => {
  const other = text.replace(/She$/, 'He');
  const page = await pageOn(textAddress('smollm2', text, { other, side: 'both' }));
  await page.waitForSelector('.pairs table', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Measure 10 pairs here' }).click();
  const status = page.locator('.pairs .here [role=status]');
  expect(await status.textContent()).toMatch(/^0 of 10 pairs\. /);
  await page.waitForFunction(() => /Measuring “/.test(document.querySelector('.pairs .here')!.textContent!));
  await page.waitForFunction(
    () => /^[1-9] of 10/.test(document.querySelector('.pairs .here [role=status]')!.textContent!),
    undefined,
    { timeout: 120_000 },
  );
  await page.getByRole('button', { name: 'Stop; what is measured stays' }).click();
  await page.waitForFunction(() =>
    /so far and kept/.test(document.querySelector('.pairs .here')!.textContent!),
  );
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: 'Measure 10 pairs here' }).click();
  await page.waitForFunction(
    () => /^[1-9] of 10/.test(document.querySelector('.pairs .here [role=status]')?.textContent ?? ''),
    undefined,
    { timeout: 5_000 },
  );
}, 300_000);
