import { it } from 'vitest';
import { openPage, settled, textAddress } from './page';

const she = 'The doctor asked the nurse a question. She';
const he = 'The doctor asked the nurse a question. He';
const shots: [string, Record<string, string>, number?][] = [
  ['both', { other: he, side: 'both', heads: '9.3,9.4', q: '8', k: '4,1' }],
  ['diff', { other: he, side: 'difference', heads: '9.3,9.4,4.8,5.8', q: '8', k: '' }],
  ['diff1', { other: he, side: 'difference', heads: '9.3' }],
  ['model', { other: he, side: 'both', heads: '9.3,9.4', q: '8', k: '4,1', scale: 'model' }],
  [
    'modeltv',
    {
      other: 'The old doctor asked the nurse. He',
      side: 'both',
      heads: '9.3,9.4,9.1,9.2,9.5,9.6',
      scale: 'heads',
    },
  ],
  ['b', { other: he, side: 'b', heads: '9.3', q: '8' }],
  ['narrow', { other: he, side: 'both', heads: '9.3,9.4', q: '8', k: '4,1' }, 1100],
];
it('shots', async () => {
  for (const scheme of ['light', 'dark'] as const)
    for (const [name, rest, width = 1440] of shots) {
      const { page, errors, close } = await openPage(textAddress('smollm2', she, rest), { scheme, width });
      await settled(page).catch(e => console.log(name, String(e)));
      await page.waitForTimeout(200);
      await page.screenshot({ path: `/tmp/t/cmp-${name}-${scheme}.png` });
      if (errors.length) console.log(name, errors);
      if (name === 'both' && scheme === 'light') {
        await page.getByRole('button', { name: 'Close the comparison' }).click();
        await page.getByRole('button', { name: 'Compare with …' }).click();
        await page.screenshot({ path: `/tmp/t/cmp-field.png` });
      }
      await close();
    }
}, 200000);
