import { expect, it } from 'vitest';
import { read } from './oracle';
import { openPage, settled, tableOf, textAddress } from './page';

const [a, b] = ['the cat sat on the mat', 'the cat lay on the rug'];

it('shows what is known of MiniLM on two sentences, and filters by sentence', async () => {
  const open = await openPage(textAddress('minilm', a, { second: b, heads: '2.9', scale: 'model' }));
  const { page } = open;
  await settled(page);
  const { columns, rows } = await tableOf(page);
  const best = (measure: string) => {
    const at = columns.lastIndexOf(measure);
    return [...rows].sort((x, y) => Number(y[at]) - Number(x[at]))[0][0];
  };
  expect(best('previous')).toBe('L0H2');
  expect(best('next')).toBe('L1H8');
  expect(best('same-word')).toBe('L2H9');

  await page.keyboard.press('2');
  await page.getByRole('radio', { name: 'A→B' }).click();
  await settled(page);
  const shown = await page.$$eval('[data-side=query] .token', tokens => tokens.map(t => t.textContent));
  expect(shown).toEqual(['[CLS]', 'the', 'cat', 'sat', 'on', 'the', 'mat', '[SEP]']);
  const keys = await page.$$eval('[data-side=key] .token', tokens => tokens.map(t => t.textContent));
  expect(keys).toEqual(['the', 'cat', 'lay', 'on', 'the', 'rug', '[SEP]']);
  await page.click('[data-side=query] .token[data-index="2"]');
  const filtered = await tableOf(page);
  const oracle = read('minilm', a, b);
  const cat = filtered.rows.find(row => row[1].startsWith('“cat”') && row[0].startsWith('“cat”'));
  expect(Number(cat?.[2])).toBeCloseTo(oracle.weight(2, 9, 2, 9), 3);
  expect(await page.textContent('.ledger')).toContain('outside the pair');
  await open.close();
});
