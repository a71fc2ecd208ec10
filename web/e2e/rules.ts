import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Rules of accessibility that the page breaks as it stands. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not loaded: the page's policy allows scripts of its own only.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations: list } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run();
    return list.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 160)).join(' | ')}`);
  });
}
