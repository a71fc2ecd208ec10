import { afterEach, expect, it } from 'vitest';
import { effect, numberIn } from './oracle';
import { openPage, settled } from './page';

const she = 'The doctor asked the nurse a question. She';
const he = 'The doctor asked the nurse a question. He';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

/** Presses Tab until what has the focus has this name; the page has no trap on the way. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  const { page } = open;
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (!(element instanceof HTMLElement)) return '';
      const label = (element as HTMLInputElement).labels?.[0]?.textContent;
      return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
    });
    if (name.test(focused.trim())) return;
  }
  throw new Error(`${name} is not reached with ${key}`);
}

const chosen = () => new URLSearchParams(open.page.url().split('#')[1]);

it('tells the whole story by keyboard alone, in the dark', async () => {
  open = await openPage('#start', { scheme: 'dark' });
  const { page } = open;
  await tabTo(/^Gender bias/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.page.two');
  await settled(page);

  // What was written, step by step.
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  expect(await page.textContent('.timeline b')).toBe('10 of 12 written');
  await tabTo(/^Tokens written$/);
  await page.keyboard.press('End');
  await expect.poll(() => page.textContent('.timeline b')).toBe('12 of 12 written');

  // The difference, and both again.
  await page.keyboard.press('d');
  expect(chosen().get('side')).toBe('difference');
  for (let i = 0; i < 3; i++) await page.keyboard.press('d');
  expect(chosen().get('side')).toBe('both');

  // What attention does.
  await tabTo(/^Give She’s run He’s attention$/);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.answer table', { timeout: 60_000 });
  expect(await page.locator('.answer tbody th').allInnerTexts()).toEqual(['She', 'She, looking as He', 'He']);

  // A head of the grid, switched off.
  await tabTo(/layers by \d+ heads\. Arrow keys move/, 'Shift+Tab');
  const [layer, head] = chosen().get('heads')!.split('.').map(Number);
  for (let i = layer; i < 14; i++) await page.keyboard.press('ArrowDown');
  for (let i = head; i < 8; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(chosen().get('heads')).toBe('14.8');
  await settled(page);
  await page.keyboard.press('o');
  const odds = `${chosen().get('outcome')}`;
  const printed = effect('smollm2', she, '--edit', 'off:L14H8', '--outcome', odds);
  const change = () => page.getAttribute('.effect div[aria-busy=false] .outcome strong', 'data-number');
  await expect.poll(async () => Number(await change())).toBeCloseTo(numberIn(printed, /change\s+(\S+)/), 4);
  await tabTo(/^Undo: L14H8 is off/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('.changes li'));

  // All heads, by another question.
  await tabTo(/^Is it needed\?|^Can it carry the difference\?|^Does this link matter\?/);
  while (chosen().get('question') !== 'pattern') await page.keyboard.press('ArrowUp');
  await tabTo(/^Measure$/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => /270 of\s+270/.test(document.querySelector('.effects .note')?.textContent ?? ''),
    null,
    {
      timeout: 150_000,
    },
  );
  expect(chosen().get('cell')).toBe('effect');
  const top = effect('smollm2', she, '--edit', `pattern:each:${he}`, '--outcome', odds, '--top', '1');
  const first = /^(L\d+H\d+) /m.exec(top)![1];
  expect(await page.textContent('.measure-heads .effects li .label, .measure-heads .effects li span')).toBe(
    first,
  );

  // A pair of the data sets.
  await tabTo(/^Open a pair/);
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => !location.hash.includes('doctor+asked'));
  await settled(page);
  expect(chosen().get('whole')).toBe('1');
  expect(await page.textContent('.pairs')).toMatch(
    /This pair: −?\d*\.\d+, in the bar \S+ to \S+, above \d+ % of/,
  );
  expect(open.errors).toEqual([]);
  expect(open.strangers).toEqual([]);
}, 300_000);
