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
  await page.getByRole('button', { name: 'A sentence said twice' }).click();
  await settled(page);
  expect(await page.textContent('.band .text')).toContain('The cat sat on the mat.');
});

it('is quiet on the first visit, and remembers what was opened', async () => {
  open = await openPage('', { firstVisit: true });
  const { page } = open;
  await settled(page);
  expect(await page.locator('aside .fold[aria-expanded=true]').count()).toBe(0);
  expect(await page.textContent('.hint-once')).toBe('Point at a word to see where it looks.');
  await page.hover('[data-side=query] .token[data-index="3"]');
  await page.waitForSelector('.hint-once', { state: 'detached' });
  await page.locator('aside .fold').first().click();
  await page.reload();
  await settled(page);
  expect(await page.locator('aside .fold[aria-expanded=true]').count()).toBe(1);
  expect(await page.locator('.hint-once').count()).toBe(0);
});

it('draws lines and cells that can be seen, measured on the pixels of the first screen', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    open = await openPage('', { scheme });
    const { page } = open;
    await settled(page);
    const seen = await page.evaluate(() => {
      const light = (rgb: number[]) => {
        const [r, g, b] = rgb.map(v =>
          v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ratio = (a: number[], b: number[]) => {
        const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
        return (x + 0.05) / (y + 0.05);
      };
      const hex = (name: string) => {
        const text = document.documentElement.style.getPropertyValue(name).trim();
        return [1, 3, 5].map(i => Number.parseInt(text.slice(i, i + 2), 16));
      };
      const [bg, grid] = [hex('--bg'), hex('--grid')];
      const pixels = (selector: string) => {
        const canvas = document.querySelector<HTMLCanvasElement>(selector)!;
        const { data, width, height } = canvas
          .getContext('2d')!
          .getImageData(0, 0, canvas.width, canvas.height);
        const at = (x: number, y: number) => {
          const i = 4 * (y * width + x);
          const alpha = data[i + 3] / 255;
          return [0, 1, 2].map(c => data[i + c] * alpha + bg[c] * (1 - alpha));
        };
        return { at, width, height };
      };
      const lines = pixels('.focus canvas');
      // Down a column in the middle of the lines, the nine lines of “She” are crossed.
      const x = Math.round(lines.width * 0.42);
      const column = Array.from({ length: lines.height }, (_, y) => ratio(lines.at(x, y), bg));
      const cells = pixels('.navigator canvas');
      const drawn: number[] = [];
      for (let y = 0; y < cells.height; y++) {
        for (let i = 0; i < cells.width; i++) {
          const c = ratio(cells.at(i, y), grid);
          if (c > 1.25) drawn.push(c);
        }
      }
      drawn.sort((a, b) => a - b);
      return {
        strongest: Math.max(...column),
        readable: column.filter(c => c >= 3).length,
        cell: drawn[Math.floor(drawn.length / 4)],
      };
    });
    expect(seen.strongest, scheme).toBeGreaterThan(8);
    expect(seen.readable, scheme).toBeGreaterThanOrEqual(5);
    expect(seen.cell, scheme).toBeGreaterThanOrEqual(2);
    if (scheme === 'light') await open.close();
  }
});
