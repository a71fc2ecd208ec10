import { afterEach, describe, expect, it } from 'vitest';
import { effect, numberIn, read, written } from './oracle';
import { openPage, settled, textAddress } from './page';

const she = 'The doctor asked the nurse a question. She';
const he = 'The doctor asked the nurse a question. He';
let open: Awaited<ReturnType<typeof openPage>>;
afterEach(() => open.close());

describe('the use case of the poster', () => {
  it('is there with one click: two prompts, two continuations, words marked', async () => {
    open = await openPage('#start');
    const { page } = open;
    await page.getByRole('button', { name: 'Gender bias' }).click();
    await page.waitForSelector('.page.two');
    await settled(page);
    expect(await page.locator('.band .badge').allInnerTexts()).toEqual(['A', 'B']);
    expect(await page.locator('.word.written').count()).toBe(24);
    const texts = await page.$$eval('.band', bands =>
      bands.map(band =>
        [...band.querySelectorAll('.word.written')].map(word => word.firstChild!.textContent).join(' '),
      ),
    );
    expect(texts[0]).toContain('going to give you a pill');
    expect(texts[1]).toContain("going to the doctor 's office");
    expect(await page.locator('.band').first().locator('.underline').count()).toBeGreaterThan(2);
    // What is measured is named by itself: where the two continuations part.
    await expect.poll(() => page.inputValue('input[name=first]')).toBe(" said, \"I'm going to the doctor's");
    expect(await page.inputValue('input[name=second]')).toBe(' said, "I\'m going to give you a');
    expect(open.errors).toEqual([]);
    expect(open.strangers).toEqual([]);
  });

  it('goes through both continuations step by step: both drawings, both newest words', async () => {
    const address = { other: he, side: 'both', generate: '12', heads: '9.4' };
    open = await openPage(textAddress('smollm2', she, address));
    const { page } = open;
    await settled(page);
    const timeline = page.locator('.timeline');
    await timeline.locator('input').fill('7');
    await settled(page);
    expect(await timeline.textContent()).toContain(
      'A: the row of “to” chose “give” · B: the row of “to” chose “the”',
    );
    await timeline.locator('input').fill('8');
    await settled(page);
    expect(await timeline.textContent()).toContain('A: the row of “give” chose “you” · B: the row of “the”');
    for (const [i, text, newest] of [
      [0, she, 'give'],
      [1, he, 'the'],
    ] as const) {
      const side = page.locator('.beside section').nth(i);
      const words = side.locator('[data-side=query] .token');
      expect(await words.count()).toBe(17);
      expect(await words.last().textContent()).toContain(newest);
      expect(await side.locator('[data-side=query] .token[aria-selected=true]').textContent()).toContain(
        newest,
      );
      expect(await page.locator('.band').nth(i).locator('.word.later').count()).toBe(4);
      const oracle = read('smollm2', `${text} said, "I'm going to ${newest}`);
      expect(oracle.tokens).toHaveLength(17);
      await page.keyboard.press('b');
      const weight = written(oracle.weight(9, 4, 16, 0));
      await expect.poll(() => side.locator('.twin').textContent()).toContain(weight);
      await page.keyboard.press('b');
    }
    await page.locator('.band').nth(1).locator('.word.later').last().click();
    await expect.poll(() => page.locator('.word.later').count()).toBe(0);
    expect(open.errors).toEqual([]);
  });

  it('is there from any text, by key too, and nothing of the page is cut', async () => {
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
    ]) {
      const rest = { heads: '3.1', q: '2', k: '1' };
      open = await openPage(textAddress('smollm2', 'The cat sat on the mat', rest), { width, height });
      const { page } = open;
      await settled(page);
      await page.keyboard.press('e');
      await page.waitForFunction(() => document.activeElement?.matches('.example'));
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.page.two');
      await settled(page);
      const address = new URLSearchParams(page.url().split('#')[1]);
      expect([address.get('heads'), address.get('q'), address.get('k')]).toEqual(['9.4', '8', null]);
      const room = await page.evaluate(() => {
        const box = (of: string) => document.querySelector(of)!.getBoundingClientRect();
        const { scrollHeight, scrollWidth } = document.documentElement;
        const ledger = document.querySelector('.ledger')!;
        return {
          page: [scrollWidth, scrollHeight],
          foot: box('.ledger').bottom,
          drawing: box('.focus').height,
          cut: ledger.scrollWidth - ledger.clientWidth,
          overlap: box('.band').bottom - box('.timeline').top,
        };
      });
      expect(room).toMatchObject({ page: [width, height], foot: height, cut: 0 });
      expect(room.drawing).toBeGreaterThan(height / 2);
      expect(room.overlap).toBeLessThanOrEqual(0);
      if (width > 1280) await open.close();
    }
  });

  it('colours effects by their sign and contrasts by their text, with a legend of the same', async () => {
    open = await openPage(textAddress('smollm2', she, { other: he, side: 'both', heads: '9.4', q: '8' }));
    const { page } = open;
    await settled(page);
    const legend = () =>
      page.$eval('.cells .ramp i', element => {
        const colour = (name: string) => {
          const hex = document.documentElement.style.getPropertyValue(`--${name}`).trim();
          return `rgb(${[1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16)).join(', ')})`;
        };
        const image = getComputedStyle(element).backgroundImage;
        return ['a', 'b', 'pos', 'neg'].filter(name => image.includes(colour(name)));
      });
    expect(await legend()).toEqual(['a', 'b']);
    await page.getByRole('button', { name: 'Measure', exact: true }).click();
    await page.waitForSelector('.cells .ramp[title^="Change of"]', { timeout: 50_000 });
    expect(await page.inputValue('.cells select')).toBe('effect');
    expect(await legend()).toEqual(['pos', 'neg']);
  });

  it('says what attention does: She, She looking as He, and He, with the numbers of the command', async () => {
    const outcome = " didn't| said";
    open = await openPage(textAddress('smollm2', she, { other: he, side: 'both', outcome }));
    const { page } = open;
    await settled(page);
    await page.getByRole('button', { name: 'Give She’s run He’s attention' }).click();
    await page.waitForSelector('.answer table');
    const numbers = await page.$$eval('.answer [data-number]', all =>
      all.map(cell => Number(cell.getAttribute('data-number'))),
    );
    const [oddsA, , odds, divergence, oddsB] = numbers;
    expect(await page.locator('.answer tbody th').allInnerTexts()).toEqual([
      'She',
      'She, looking as He',
      'He',
    ]);
    const goesOn = await page.locator('.goes-on').allInnerTexts();
    const printed = effect('smollm2', she, '--edit', `pattern:all:${he}`, '--outcome', " didn't| said");
    expect(oddsA).toBeCloseTo(numberIn(printed, /after they part: (-?[\d.]+) →/), 3);
    expect(odds).toBeCloseTo(numberIn(printed, /→ (-?[\d.]+),/), 3);
    const next = effect('smollm2', she, '--edit', `pattern:all:${he}`);
    expect(divergence).toBeCloseTo(numberIn(next, /next word: (\S+) nats/), 4);
    const other = effect('smollm2', he, '--edit', 'scale:L0H0:1', '--outcome', " didn't| said");
    expect(oddsB).toBeCloseTo(numberIn(other, /after they part: (-?[\d.]+) →/), 3);
    expect(goesOn[1]).toContain("going to the doctor's office");
    const note = await page.textContent('.answer .note:last-child');
    expect(note).toContain('n = 1 pair of texts');
    const finding = (await page.textContent('.answer .finding'))!;
    const share = Math.round((100 * (odds - oddsA)) / (oddsB - oddsA));
    if (Math.abs(oddsB - oddsA) < 0.1) expect(finding).toContain('withheld');
    else expect(finding).toContain(`attention alone makes ${share} %`.replace('-', '−'));

    expect(page.url()).toContain('answer=1');
    await page.reload();
    await page.waitForSelector('.answer table');
    expect(Number(await page.getAttribute('.answer [data-number]', 'data-number'))).toBe(oddsA);
    await page.fill('input[name=second]', ' asked');
    await page.press('input[name=second]', 'Tab');
    await expect
      .poll(async () => Number(await page.getAttribute('.answer [data-number]', 'data-number')), {
        timeout: 30_000,
      })
      .not.toBe(oddsA);
    await page.getByRole('button', { name: 'KL of the next word instead' }).click();
    await expect
      .poll(() => page.locator('.answer thead th').allInnerTexts(), { timeout: 30_000 })
      .toEqual(['run', 'KL']);
    expect(page.url()).toContain('outcome=%7C');
    expect(open.errors).toEqual([]);
  });

  it('refuses to exchange patterns between texts of different length', async () => {
    open = await openPage(textAddress('smollm2', she, { other: `${he} then`, side: 'both' }));
    const { page } = open;
    await settled(page);
    expect(await page.isDisabled('.answer .ask')).toBe(true);
    expect(await page.textContent('.answer .note')).toContain('The other text has 10 tokens, this one 9');
  });

  it('measures the open pair as the data sets are, and sets what they say beside each contrast', async () => {
    const rest = {
      other: he,
      side: 'both',
      q: '8',
      k: '4,1',
      outcome: ' was running.| was crying.',
      whole: '1',
    };
    open = await openPage(textAddress('smollm2', she, rest));
    const { page } = open;
    await settled(page);
    await page.getByRole('button', { name: 'Measure this pair as the data sets are' }).click();
    await page.waitForSelector('.own-pair table', { timeout: 60_000 });
    const rows = await page.locator('.own-pair td').allInnerTexts();
    await page.getByRole('button', { name: 'Give She’s run He’s attention' }).click();
    await page.waitForSelector('.answer table', { timeout: 60_000 });
    const [a, , changed, , b] = await page.$$eval('.answer [data-number]', all =>
      all.map(cell => Number(cell.getAttribute('data-number'))),
    );
    const number = (text: string) => Number(text.replace('−', '-').replace(', n = 1', ''));
    expect(number(rows[0])).toBeCloseTo(Math.exp(b - a) - 1, 3);
    expect(number(rows[1])).toBeCloseTo(Math.exp(changed - a) - 1, 3);
    expect(rows[0]).toContain('n = 1');
    expect(await page.textContent('.pairs')).toMatch(/This pair: −?\.\d+, in the bar/);
    const contrast = (head: string) =>
      page.locator(`.contrasts button[data-head="${head}"] .over-pairs`).textContent();
    expect(await contrast('L4H8')).toMatch(/^over 204 pairs, she → he: .* 15th by how it looks$/);
    expect(await contrast('L9H4')).toMatch(
      /^over 204 pairs, she → he: \.015 \[\.009, \.021\], 4th of 270 by what it carries/,
    );
    expect(open.errors).toEqual([]);
  });

  it('does not stop at one sentence: all pairs, and any of them with one click', async () => {
    open = await openPage(textAddress('smollm2', she, { other: he, side: 'both' }));
    const { page } = open;
    await settled(page);
    await page.waitForSelector('.pairs table', { timeout: 60_000 });
    const cells = await page.$$eval('.pairs td', all => all.map(cell => cell.textContent!));
    expect(cells[0]).toMatch(/^\.105 \[\.07\d, \.1[34]\d\]$/);
    expect(cells[1]).toMatch(/^\.089 \[\.06\d, \.1[12]\d\]$/);
    expect(cells[2]).toMatch(/^\.027 \[\.00\d, \.0[45]\d\]$/);
    const said = (await page.textContent('.pairs'))!;
    expect(said).toContain('204 pairs of WinoBias and Winogender, smollm2, measured on 2026-11-25');
    expect(said).toContain('Most is carried by L14H8');
    expect(said).toContain('This pair is not measured.');
    await page.selectOption('.pairs select', 'winobias-dev-113');
    await page.waitForFunction(() => location.hash.includes('examined'));
    await settled(page);
    expect(await page.locator('.band .text').first().textContent()).toContain(
      'The nurse examined the farmer',
    );
    expect(await page.textContent('.pairs')).toMatch(
      /This pair: \.48\d, in the bar \.25 to \.5, above \d\d % of them/,
    );
    const bars = await page.$$eval('.distribution li', all => all.map(bar => bar.textContent!));
    expect(bars[0]).toMatch(/^below −1: 0/);
    expect(bars.filter(bar => bar.includes('with this one'))).toEqual([
      expect.stringMatching(/^\.25 to \.5: /),
    ]);
    const counts = bars.map(bar => Number(/(\d+) pairs?$/.exec(bar)![1]));
    expect(counts.reduce((sum, count) => sum + count)).toBe(204);
    expect(new URLSearchParams(page.url().split('#')[1]).get('outcome')).toBe(' was screaming.| was caring.');
    expect(page.url()).toContain('whole=1');
    // On the data sets' scale the answer's total effect is theirs.
    await page.getByRole('button', { name: /^Give she/ }).click();
    await page.waitForSelector('.answer table');
    const [a, , , , b] = await page.$$eval('.answer [data-number]', all =>
      all.map(cell => Number(cell.getAttribute('data-number'))),
    );
    const own = /This pair: (\.\d+)/.exec((await page.textContent('.pairs'))!)![1];
    expect(Math.exp(b - a) - 1).toBeCloseTo(Number(own), 2);
    expect(open.errors).toEqual([]);
  });
});
