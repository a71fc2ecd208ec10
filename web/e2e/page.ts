import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

let browser: Browser | undefined;

/** A fresh page on the real server; requests that leave it and errors of the page are kept. */
export async function openPage(
  fragment = '',
  {
    width = 1440,
    height = 900,
    scheme = 'light' as 'light' | 'dark',
    address = inject('address'),
    firstVisit = false,
  } = {},
): Promise<{ page: Page; strangers: string[]; errors: string[]; close(): Promise<void> }> {
  browser ??= await chromium.connect(inject('browser'));
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  if (!firstVisit) {
    await context.addInitScript(() => {
      localStorage.setItem('headlight-closed', '');
      localStorage.setItem('headlight-visited', '1');
    });
  }
  const page = await context.newPage();
  const strangers: string[] = [];
  const errors: string[] = [];
  const home = new URL(address).origin;
  page.on('request', request => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith('blob:') && !url.startsWith('data:')) strangers.push(url);
  });
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address + fragment);
  return { page, strangers, errors, close: () => context.close() };
}

/** An address that opens a text. */
export function textAddress(model: string, text: string, rest: Record<string, string> = {}): string {
  return `#${new URLSearchParams({ model, text, ...rest })}`;
}

/** Waits until the reading and the numbers of the view are there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.page[data-settled="true"]');
}

/** The table twin of the drawing in focus: column headings and rows. */
export async function tableOf(page: Page): Promise<{ columns: string[]; rows: string[][] }> {
  await page.getByRole('button', { name: 'Table' }).click();
  const table = await page.$eval('.twin table', element => ({
    columns: [...element.querySelectorAll('thead th')].map(cell => cell.textContent!),
    rows: [...element.querySelectorAll('tbody tr')].map(row =>
      [...row.children].map(cell => cell.textContent!),
    ),
  }));
  await page.getByRole('button', { name: 'Table' }).click();
  return table;
}

/** A file that the page's Export menu saves. */
export async function exported(page: Page, choice: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(choice).click()]);
  const path = join(mkdtempSync(join(tmpdir(), 'headlight-')), 'saved');
  await download.saveAs(path); // the browser runs elsewhere: it has no path of its own here
  return readFileSync(path);
}
