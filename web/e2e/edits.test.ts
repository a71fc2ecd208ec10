import { afterEach, expect, it } from 'vitest';
import { effect, numberIn } from './oracle';
import { openPage, settled, textAddress } from './page';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

/** The outcome’s change as the page holds it, once it is measured. */
async function change(): Promise<number> {
  const number = await open.page.waitForSelector('.effect div:not(.waiting) .outcome strong');
  return Number(await number.getAttribute('data-number'));
}

it('switches a head off with O, and says what that does as headlight effect does', async () => {
  open = await openPage(textAddress('smollm2', text, { heads: '9.3', q: '8' }));
  const { page, errors } = open;
  await settled(page);
  await page.keyboard.press('o');
  const said = effect('smollm2', text, '--edit', 'off:L9H3');
  expect(await change()).toBeCloseTo(numberIn(said, /next word: (\S+) nats/), 5);
  await settled(page);
  expect(await page.textContent('.effect .outcome')).toContain('KL(as it is ‖ changed) of the next word');
  const rows = await page.$$eval('.effect tbody tr', list => list.map(row => row.textContent));
  expect(rows[0]).toMatch(/^said\.167\.157$/);
  expect(await page.getAttribute('.square[aria-pressed=true]', 'class')).toContain('off');
  expect(await page.textContent('header .title')).toContain('changed run: 1 change');
  expect(await page.textContent('.ledger')).toContain('changed run: 1 change');
  expect(errors).toEqual([]);
});
