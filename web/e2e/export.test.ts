import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { program, read } from './oracle';
import { exported, openPage, settled, tableOf, textAddress } from './page';

const text = 'The doctor asked the nurse a question. She';

async function saved(
  label: string,
  address = textAddress('smollm2', text, { heads: '9.4', q: '8' }),
): Promise<Buffer> {
  const { page, close } = await openPage(address);
  await settled(page);
  const bytes = await exported(page, label);
  await close();
  return bytes;
}

it('saves the picture as SVG with its words and a caption', async () => {
  const svg = (await saved('Save picture, SVG')).toString();
  expect(svg).toMatch(/^<svg xmlns/);
  for (const word of ['doctor', 'nurse', 'She', '.47', 'weight from “She”'])
    expect(svg).toContain(`>${word}<`);
  expect(svg).toContain('smollm2 (30 × 9, Q4_1, no start token)');
  expect(svg).toContain('L9H4 · weight on the first token shown · lines from 0.02 · Headlight');
});

it('saves the picture as PNG at twice the size', async () => {
  const png = await saved('Save picture, PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1400);
});

it('saves the numbers unrounded', async () => {
  const { heads } = JSON.parse((await saved('Save numbers, JSON')).toString());
  const oracle = read('smollm2', text);
  for (let query = 0; query < 9; query++) {
    for (let key = 0; key < 9; key++) {
      expect(heads[0].weights[query][key]).toBeCloseTo(oracle.weight(9, 4, query, key), 5);
    }
  }
});

it('opens a saved reading that holds patterns and tokens only, without neurons', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'headlight-')), 'patterns.safetensors');
  execFileSync('dotnet', [program, 'read', 'minilm', 'the cat sat', '--output', file, '--tensors', 'attn']);
  const { page, close } = await openPage('#start');
  await page.waitForSelector('.examples');
  await page.setInputFiles('input[type=file]', file);
  await settled(page);
  expect(await page.getByRole('radio', { name: 'Neurons' }).isDisabled()).toBe(true);
  await page.click('[data-side=query] .token[data-index="2"]');
  await page.waitForSelector('.token[aria-selected=true]');
  const oracle = read('minilm', 'the cat sat');
  const [layer, head] = new URLSearchParams(new URL(page.url()).hash.slice(1))
    .get('heads')!
    .split('.')
    .map(Number);
  const { rows } = await tableOf(page);
  expect(rows.length).toBe(5);
  rows.forEach((row, key) => {
    expect(Number(row[2])).toBeCloseTo(oracle.weight(layer, head, 2, key), 3);
  });
  await close();
});
