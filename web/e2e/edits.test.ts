import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { effect, numberIn, program } from './oracle';
import { openPage, settled, textAddress } from './page';

const text = 'The doctor asked the nurse a question. She';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

/** The outcome’s change as the page holds it, once it is measured. */
async function change(): Promise<number> {
  const number = await open.page.waitForSelector('.effect div[aria-busy=false] .outcome strong');
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

it('cuts a link in all heads, measures it in each, undoes, and reloads by address', async () => {
  open = await openPage(textAddress('smollm2', text, { heads: '9.3', q: '8', k: '4', question: 'cut' }));
  const { page, errors } = open;
  await settled(page);
  await page.getByRole('switch', { name: 'L9H3 on', exact: true }).click();
  await change();
  await page.getByRole('button', { name: 'Cut “She” → “nurse” in all heads' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.changes li').length === 3);
  await settled(page);
  expect(await page.$$eval('.changes li span', list => list.map(item => item.textContent))).toEqual([
    expect.stringContaining('L9H3 is off'),
    expect.stringContaining('every head, token 8 (“She”) gives token 4 (“nurse”) nothing'),
  ]);
  const both = effect('smollm2', text, '--edit', 'off:L9H3', '--edit', 'cut:all:She>nurse');
  await expect.poll(change).toBeCloseTo(numberIn(both, /next word: (\S+) nats/), 5);
  expect(await page.textContent('.drawing')).not.toContain('NaN');

  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.waitForFunction(() =>
    /270 of 270/.test(document.querySelector('.effects .note')?.textContent ?? ''),
  );
  await page.waitForSelector('progress', { state: 'detached' });
  const printed = effect('smollm2', text, '--edit', 'cut:each:She>nurse', '--top', '6');
  const rows = [...printed.matchAll(/^(L\d+H\d+) +\S+ +\S+ +(\S+)/gm)];
  expect(rows).toHaveLength(6);
  const listed = await page.$$eval('.measure-heads .effects li', list =>
    list.map(item => [item.querySelector('span')!.textContent!, item.querySelector('b')!.textContent!]),
  );
  rows.forEach(([, head, number], i) => {
    expect(listed[i][0]).toBe(head);
    expect(Number(listed[i][1].replaceAll('−', '-'))).toBeCloseTo(Number(number), 4);
  });
  const rank = /weight (\S+) \[(\S+), (\S+)\]/.exec(printed)!;
  const short = (text: string) => text.replace(/^0/, '');
  expect(await page.textContent('.plot .note')).toContain(
    `${short(rank[1])} [${short(rank[2])}, ${short(rank[3])}], n = 270`,
  );
  expect(page.url()).toContain('cell=effect');

  await page.getByRole('button', { name: 'Undo all' }).click();
  await page.waitForFunction(() => !document.querySelector('.changes li'));
  await settled(page);
  expect(await page.locator('.effect').count()).toBe(0);
  expect(await page.textContent('header .title')).not.toContain('changed');
  expect(await page.locator('.measure-heads .effects li').count()).toBeGreaterThan(5);
  expect(page.url()).not.toContain('edits=');

  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('.changes li').length === 3);
  await page.reload();
  await settled(page);
  await expect.poll(change).toBeCloseTo(numberIn(both, /next word: (\S+) nats/), 5);
  expect(errors).toEqual([]);
}, 180_000);

it('measures the odds of two continuations, and copies the command that prints them', async () => {
  const edits = JSON.stringify([{ edit: 'mean', heads: 'L9H3' }]);
  open = await openPage(textAddress('smollm2', text, { heads: '9.3', edits }));
  const { page } = open;
  await settled(page);
  await change();
  await page.fill('input[name=first]', ' said');
  await page.press('input[name=first]', 'Tab');
  await page.fill('input[name=second]', ' asked');
  await page.press('input[name=second]', 'Tab');
  await page.waitForFunction(() =>
    document.querySelector('.effect .outcome')?.textContent?.includes('against'),
  );
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByText('Copy as command').click();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toMatch(/^\.\/headlight effect /);
  const printed = execFileSync('sh', ['-c', line.replace('./headlight', `dotnet '${program}'`)], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '200' },
  });
  expect(await change()).toBeCloseTo(numberIn(printed, /change\s+(\S+)/), 4);
});

it('drops changes with the tokens they were made for, and says so', async () => {
  const edits = JSON.stringify([{ edit: 'mean', heads: 'L2H9' }]);
  open = await openPage(textAddress('minilm', 'The cat sat on the mat', { heads: '2.9', edits }));
  const { page } = open;
  await settled(page);
  const write = async (words: string) => {
    await page.keyboard.press('/');
    await page.fill('textarea[name=text]', words);
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      text =>
        !document.querySelector('.editor') && document.querySelector('.band')?.textContent?.includes(text),
      words.split(' ')[1],
    );
    await settled(page);
  };
  await write('the CAT sat on the mat');
  await page.waitForFunction(() =>
    document.querySelector('header .title')?.textContent?.includes('changed run'),
  );
  await write('the dog sat on the mat');
  await page.waitForFunction(() =>
    /change is gone/.test(document.querySelector('.changes')?.textContent ?? ''),
  );
  expect(page.url()).not.toContain('edits=');
});

it('measures sentences by their cosine similarity', async () => {
  const [own, other] = ['The cat sat on the mat', 'The dog sat on the mat'];
  open = await openPage(textAddress('minilm', own, { heads: '2.9', k: '2', other, question: 'pattern' }));
  const { page } = open;
  await settled(page);
  await page.getByRole('button', { name: 'Hide “cat” in all heads' }).click();
  const said = effect('minilm', own, '--edit', 'hide:all:cat', '--outcome', `like:${other}`);
  expect(await change()).toBeCloseTo(numberIn(said, /change\s+(\S+)/), 6);
  expect(await page.inputValue('input[name=like]')).toBe(other);
  await page.fill('input[name=like]', 'A bird sang');
  await page.press('input[name=like]', 'Tab');
  await page.waitForFunction(() => document.querySelector('.effect .outcome')?.textContent?.includes('bird'));
  await page.getByRole('button', { name: 'Undo: in every head' }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Look as in the other text' }).click();
  await page.waitForFunction(() =>
    /looks as it does in/.test(document.querySelector('.changes')?.textContent ?? ''),
  );
  await settled(page);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await page.waitForFunction(() =>
    /72 of 72/.test(document.querySelector('.effects .note')?.textContent ?? ''),
  );
  expect(await page.textContent('.plot')).toContain('n = 72 heads');
  await page.keyboard.press('b');
  expect(await page.textContent('.plot .twin')).toContain('|difference| of weights, sum over row');
});
