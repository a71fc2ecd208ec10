import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { program, read, written } from './oracle';
import { exported, openPage, settled, tableOf, textAddress } from './page';

const she = 'The doctor asked the nurse a question. She';
const he = 'The doctor asked the nurse a question. He';
const two = { other: he, side: 'both', heads: '9.4,9.3', q: '8', k: '4,1' };
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

async function opened(rest: Record<string, string>, text = she): Promise<Page> {
  open = await openPage(textAddress('smollm2', text, rest));
  await settled(open.page);
  return open.page;
}

/** `headlight compare`: head and the number in a column, by the keys given. */
function compared(keys: string[], column: number, top = '270'): Map<string, number> {
  const printed = execFileSync('dotnet', [program, 'compare', 'smollm2', she, he, ...keys, '--top', top], {
    encoding: 'utf8',
  });
  const rows = [...printed.matchAll(/^(L\d+H\d+)\s+(.*)$/gm)];
  return new Map(rows.map(([, head, rest]) => [head, Number(rest.trim().split(/\s+/)[column])]));
}

const side = async (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click();
const minus = (text: string) => Number(text.replace('−', '-'));

describe('the poster’s pair', () => {
  it('opens from the text with one click, with the words that differ as names', async () => {
    const page = await opened({ heads: '9.4', q: '8', k: '4,1' });
    await page.getByRole('button', { name: 'Compare with …' }).click();
    expect(await page.inputValue('textarea[name=other]')).toBe(she);
    await page.getByRole('button', { name: 'She → He' }).click();
    await page.waitForSelector('.beside');
    await settled(page);
    const names = await page.getByRole('radiogroup', { name: 'Which of the two texts' }).allInnerTexts();
    expect(names[0].split('\n')).toEqual(['She', 'He', 'Side by side', 'Difference']);
    expect(await page.$$eval('.word.differs', words => words.map(word => word.textContent))).toEqual([
      'She',
      'He',
    ]);
    expect(new URLSearchParams(page.url().split('#')[1]).get('other')).toBe(he);
    expect(new URLSearchParams(page.url().split('#')[1]).get('k')).toBe('4,1');
    await page.getByRole('button', { name: 'Close the comparison' }).click();
    await page.waitForSelector('.beside', { state: 'detached' });
    expect(page.url()).not.toContain('other=');
    expect(open.errors).toEqual([]);
  });

  it('has the numbers of both texts side by side and in the details', async () => {
    const page = await opened(two);
    const rows = await page.$$eval('.looks tbody tr', all =>
      all.map(row => [...row.children].map(cell => cell.textContent!.trim())),
    );
    expect(rows).toEqual([
      ['L9H4'],
      ['nurse', '', '.47', '.14'],
      ['doctor', '', '.15', '.19'],
      ['L9H3'],
      ['nurse', '', '.13', '.53'],
      ['doctor', '', '.32', '.05'],
    ]);
    await page.keyboard.press('b');
    const tables = await page.$$eval('.twin table', all =>
      all.map(table =>
        [...table.querySelectorAll('tbody tr')].map(row => [...row.children].map(c => c.textContent)),
      ),
    );
    const [a, b] = [read('smollm2', she), read('smollm2', he)];
    const exact = { a: ['.475 .132', '.145 .315'], b: ['.139 .535', '.187 .054'] };
    [a, b].forEach((oracle, text) => {
      for (const [key, word, i] of [
        [4, '“nurse”', 0],
        [1, '“doctor”', 1],
      ] as const) {
        const row = tables[text].find(cells => /She|He/.test(cells[0]!) && cells[1] === word)!;
        expect(row.slice(2).join(' ')).toBe([exact.a, exact.b][text][i]);
        expect(row.slice(2)).toEqual([4, 3].map(head => written(oracle.weight(9, head, 8, key))));
      }
    });
  });

  it('ranks heads as `headlight compare` does, both signs in the list', async () => {
    const page = await opened({ ...two, scale: 'model' });
    const listed = await page.$$eval('.contrasts li', rows =>
      rows.map(row => [row.querySelector('span')!.textContent!, row.querySelector('b')!.textContent!]),
    );
    const sign = new Map(listed.map(([head, value]) => [head, Math.sign(minus(value))]));
    for (const head of ['L9H4', 'L4H8', 'L15H7', 'L17H0']) expect(sign.get(head), head).toBe(1);
    for (const head of ['L9H3', 'L5H8']) expect(sign.get(head), head).toBe(-1);
    expect(await page.textContent('.contrasts')).toContain('A difference of weights is no effect');
    expect(
      await page.$$eval('.contrasts li small:not(.over-pairs)', all =>
        all.every(e => e.textContent === 'not measured'),
      ),
    ).toBe(true);
    const { columns, rows } = await tableOf(page);
    const column = columns.findIndex(name => name.includes('A − B'));
    const contrasts = compared(['--keys', 'nurse,doctor'], 4);
    expect(contrasts.size).toBeGreaterThan(200);
    const inPage = new Map(rows.map(row => [row[0], minus(row[column])]));
    for (const [head, value] of contrasts) expect(inPage.get(head), head).toBeCloseTo(value, 2.7);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.textContent('.contrasts .note')).toContain('total variation');
    const variations = compared([], 1);
    await settled(page);
    const later = await tableOf(page);
    const at = later.columns.indexOf('total variation, signed');
    expect(variations.size).toBe(270);
    for (const row of later.rows)
      expect(Math.abs(minus(row[at])), row[0]).toBeCloseTo(variations.get(row[0])!, 2.7);
  });

  it('draws A − B per head, with both words where they differ', async () => {
    const page = await opened({ ...two, side: 'difference', k: '', heads: '9.3,9.4,4.8,5.8,15.7,17.0' });
    expect(await page.locator('.panels .drawing').count()).toBe(4);
    await page.getByRole('button', { name: 'and 2 more: show' }).click();
    await expect.poll(() => page.locator('.panels .drawing').count()).toBe(6);
    expect(await page.locator('.panels .token', { hasText: 'She | He' }).count()).toBe(12);
    const { rows } = await tableOf(page);
    const nurse = rows.find(row => row[1] === '“nurse”')!;
    expect(nurse.slice(2, 4)).toEqual(['−.403', '+.336']);
  });
});

it('drives both texts with one pointer, as far as words have a partner', async () => {
  const page = await opened({ other: 'The old doctor asked the nurse. He', side: 'both', heads: '9.3' });
  const words = (text: number) =>
    page.locator('.beside section').nth(text).locator('[data-side=query] .token');
  const lit = () => page.$$eval('.band .word.on', all => all.map(word => word.textContent));
  await words(0).nth(4).hover();
  await expect.poll(lit).toEqual(['nurse', 'nurse']);
  await words(1).nth(7).hover();
  await expect.poll(lit).toEqual(['She', 'He']);
  await words(1).nth(1).hover();
  await expect.poll(lit).toEqual(['old']);
  await words(1).nth(5).click();
  await expect.poll(() => new URLSearchParams(page.url().split('#')[1]).get('q')).toBe('4');
  expect(await page.textContent('.ledger')).toMatch(
    /tokens without partner: 2 of A, 1 of B, with [\d.]+ % of the weight/,
  );
});

it('goes through the sides by key, one text at a time at neuron scale', async () => {
  const page = await opened({ ...two, side: 'a' });
  const chosen = () => page.locator('.band [role=radio][aria-checked=true]').textContent();
  for (const name of ['He', 'Side by side', 'Difference', 'She']) {
    await page.keyboard.press('d');
    await expect.poll(chosen).toBe(name);
  }
  await side(page, 'Difference');
  await page.keyboard.press('3');
  await expect.poll(chosen).toBe('She');
  expect(await page.getByRole('radio', { name: 'Difference' }).isDisabled()).toBe(true);
});

it('says in place that long texts have no drawn difference', async () => {
  const story = 'The old king had two daughters and a garden full of roses near the sea. '.repeat(5);
  const page = await opened({ other: `${story} He`, side: 'difference', heads: '9.3' }, `${story} She`);
  expect(await page.textContent('.said')).toMatch(/Differences are drawn up to 64 tokens/);
  await side(page, 'Side by side');
  await expect.poll(() => page.locator('.beside canvas').count()).toBeGreaterThan(1);
});

it('writes pictures that name both texts', async () => {
  const page = await opened({ ...two, side: 'difference' });
  const saved = async () => (await exported(page, 'Save picture, SVG')).toString();
  const difference = await saved();
  expect(difference).toContain(`A “${she}” and B “${he}”`);
  expect(difference).toContain('>She | He<');
  expect(difference).toContain('>L9H3<');
  await side(page, 'Side by side');
  expect(await saved()).toContain('>B “He”<');
});

it('says in place what is wrong with a second text, and keeps the first', async () => {
  const page = await opened({ heads: '9.4' });
  await page.keyboard.press('d');
  await page.fill('textarea[name=other]', 'word '.repeat(9000));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.problem');
  expect(await page.textContent('.problem')).toMatch(/tokens/);
  expect(await page.locator('.band .text').first().textContent()).toContain('doctor');
});
