import { afterEach, expect, it } from 'vitest';
import { openPage, settled, textAddress } from './page';
import { startServer } from './setup';

let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open?.close());

const long = Array.from({ length: 900 }, (_, i) => `word${i % 7}`).join(' ');

it('shows a long reading arrive layer by layer, and cancels it', async () => {
  open = await openPage(textAddress('smollm2', long, { scale: 'model' }));
  const { page } = open;
  await page.waitForFunction(() =>
    /layer \d+ of 30/.test(document.querySelector('.progress')?.textContent ?? ''),
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForSelector('.progress.idle', { state: 'attached' });
  expect(await page.textContent('.ledger')).toMatch(/\d+ of 30 layers are here/);
  await page.waitForTimeout(600);
  expect(await page.textContent('.ledger')).toMatch(/\d+ of 30 layers are here/);
});

it('drops from a broken link what does not exist and keeps the rest', async () => {
  open = await openPage(
    textAddress('smollm2', 'one two three', { heads: '9.4,77.1', q: '1,99', scale: 'nowhere', neuron: '-3' }),
  );
  const { page, errors } = open;
  await settled(page);
  expect(await page.locator('.square[aria-pressed=true]').allTextContents()).toEqual(['4']);
  expect(await page.locator('[data-side=query] .token[aria-selected=true]').allTextContents()).toEqual([
    'two',
  ]);
  expect(await page.locator('.page.heads').count()).toBe(1);
  expect(errors).toEqual([]);
});

it('reads a text of one token', async () => {
  open = await openPage(textAddress('smollm2', 'Hello', { heads: '3.1' }));
  await settled(open.page);
  expect(await open.page.locator('[data-side=query] .token').count()).toBe(1);
  expect(open.errors).toEqual([]);
});

it('says in the library’s words that a model cannot be read', async () => {
  open = await openPage(textAddress('smolm2', 'Hello'));
  await open.page.waitForSelector('.problem');
  expect(await open.page.textContent('.problem')).toContain('Did you mean `smollm2`?');
});

it('says that the server is gone, and goes on when it is back', async () => {
  const server = await startServer('smollm2', 'Hello there');
  open = await openPage(textAddress('smollm2', 'Hello there', { heads: '3.1' }), { address: server.address });
  const { page } = open;
  await settled(page);
  await server.stop();
  await page.keyboard.press('}');
  await page.waitForSelector('.problem.gone');
  expect(await page.textContent('.problem')).toContain('./headlight');
  const port = new URL(server.address).port;
  const again = await startServer('smollm2', 'Hello there', '--port', port);
  await page.waitForFunction(() => !document.querySelector('.problem'), undefined, { timeout: 20_000 });
  await settled(page);
  await again.stop();
});

it('offers examples where nothing is read', async () => {
  open = await openPage('#start');
  const { page } = open;
  await page.waitForSelector('.examples');
  expect(await page.locator('.examples button').count()).toBeGreaterThanOrEqual(3);
  expect(await page.isDisabled('.editor button.main')).toBe(true);
  await page.locator('.examples button').nth(2).click();
  await settled(page);
  expect(await page.textContent('.band .text')).toContain('The cat sat on the mat.');
});
