// Times the page in a real Chromium without a GPU: node bench/page.mjs, after ./build. Prints a table in Markdown.
import { spawn } from 'node:child_process';
import { chromium } from '../web/node_modules/playwright-core/index.mjs';

const root = new URL('..', import.meta.url).pathname;
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
const words = 'the rabbit ran across the field and fell down a very deep hole because she had seen it pop under the hedge';
const text = count => Array.from({ length: count }, (_, i) => words.split(' ')[i % 21]).join(' ');
const address = (base, parts) => `${base}#${new URLSearchParams(parts)}`;

function start(...args) {
  const server = spawn(`${root}headlight`, [...args, '--no-browser', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = new Promise(resolve => {
    let said = '';
    server.stdout.on('data', chunk => {
      said += chunk;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  return { ready, stop: () => new Promise(resolve => server.on('exit', resolve).kill('SIGTERM')) };
}

const settled = page => page.waitForSelector('.page[data-settled="true"]', { timeout: 120_000 });
const open = async url => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  return page;
};

console.log('| what | median | runs |\n|---|---|---|');
const row = (what, list) => console.log(`| ${what} | ${median(list).toFixed(list.some(t => t < 100) ? 1 : 0)} ms | ${list.length} |`);

// From the command to a drawn first view: nothing is built, the files are in the system's cache.
const first = [];
for (let i = 0; i < 6; i++) {
  const began = performance.now();
  const server = start();
  const page = await open(await server.ready);
  await settled(page);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  first.push(performance.now() - began);
  await page.close();
  await server.stop();
}
row('`./headlight` to the first view drawn, second start', first.slice(1));

const server = start();
const base = (await server.ready).replace(/#.*/, '');
for (const count of [16, 64, 128, 512]) {
  const times = [];
  for (let i = 0; i < 6; i++) {
    const page = await open(address(base, { model: 'smollm2', text: 'warm', scale: 'model' }));
    await settled(page);
    await page.keyboard.press('/');
    await page.fill('textarea[name=text]', `${text(count - 1)} ${'abcdef'[i]}`);
    times.push(
      await page.evaluate(async () => {
        const began = performance.now();
        const field = document.querySelector('textarea[name=text]');
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        const last = field.value.slice(-12);
        const here = () =>
          document.querySelector('.page')?.dataset.settled === 'true' &&
          document.querySelector('.band')?.textContent.includes(last);
        while (!here()) await new Promise(requestAnimationFrame);
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - began;
      }),
    );
    await page.close();
  }
  row(`text of ${count} words entered to the model view drawn, warm`, times.slice(1));
}

/** Main-thread time of a frame that follows a pointer event: callbacks, style, layout and paint. */
const frames = (page, selector, type) =>
  page.evaluate(
    async ([selector, type]) => {
      const times = [];
      const elements = [...document.querySelectorAll(selector)];
      const channel = new MessageChannel();
      for (let i = 0; i < 60; i++) {
        await new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)));
        const element = elements[i % elements.length];
        const began = performance.now();
        element.dispatchEvent(type === 'click' ? new MouseEvent('click', { bubbles: true }) : new PointerEvent(type));
        const handled = performance.now() - began;
        times.push(
          await new Promise(done =>
            requestAnimationFrame(() => {
              const frame = performance.now();
              channel.port1.onmessage = () => done(handled + performance.now() - frame);
              channel.port2.postMessage(null);
            }),
          ),
        );
      }
      return times;
    },
    [selector, type],
  );

for (const count of [16, 128, 1024]) {
  const page = await open(address(base, { model: 'smollm2', text: text(count), heads: '9.4' }));
  await settled(page);
  await page.waitForTimeout(500);
  const tokens = '[data-side=query] .token';
  row(`hover a word, ${count} words, one head`, await frames(page, tokens, 'pointerenter'));
  row(`pin a word, ${count} words, one head`, await frames(page, tokens, 'click'));
  await page.close();
}
{
  const page = await open(address(base, { model: 'smollm2', text: text(16), heads: '9.4', scale: 'neurons' }));
  await settled(page);
  row('hover a word, 16 words, neurons', await frames(page, '[data-side=query] .token', 'pointerenter'));
  await page.close();
}
{
  const page = await open(address(base, { model: 'smollm2', text: text(128), heads: '9.4' }));
  await settled(page);
  const times = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('2');
    await page.waitForTimeout(100);
    times.push(
      await page.evaluate(async shade => {
        document.documentElement.style.setProperty('--none', shade);
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
        while (!document.querySelector('.page.model .navigator canvas') && performance.now() - began < 5000) await new Promise(requestAnimationFrame);
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - began;
      }, String(i)),
    );
  }
  row('30 × 9 grid at 128 words drawn, data there', times);
  await page.close();
}
/** Until a condition holds in the page and the frame after it is drawn: milliseconds from what `act` does. */
const until = (page, act, holds) =>
  page.evaluate(
    async ([act, holds]) => {
      const done = new Function(`return ${holds}`);
      const began = performance.now();
      new Function(act)();
      while (!done() && performance.now() - began < 120_000) await new Promise(requestAnimationFrame);
      await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)));
      return performance.now() - began;
    },
    [act, holds],
  );
const press = key => `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`;
const click = name => `[...document.querySelectorAll('button')].find(b => /${name}/.test(b.textContent)).click()`;
const openAll = page => page.addInitScript(() => localStorage.setItem('headlight-closed', ''));
const [she, he] = ['She', 'He'].map(word => `The doctor asked the nurse a question. ${word}`);

for (const [what, given, outcome] of [
  ['10 tokens, KL of the next word', { text: she }, ''],
  ['25 tokens, KL of the next word', { text: text(25) }, ''],
  ['25 tokens, odds of two words', { text: text(25) }, ' she| he'],
  ['25 tokens, odds of two continuations of 3 tokens', { text: text(25) }, ' she was not| he had been'],
]) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await openAll(page);
  await page.goto(address(base, { model: 'smollm2', ...given, heads: '4.0', outcome }));
  await settled(page);
  const [times, whole] = [[], []];
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press(']');
    await settled(page);
    times.push(await until(page, press('o'), "document.querySelector('.effect div:not(.waiting) .outcome')"));
    if (/continuations|two words/.test(what)) {
      const all = await until(page, '', "document.querySelector('.effect div[aria-busy=false] .outcome')");
      whole.push(times.at(-1) + all);
    }
    await page.keyboard.press('o');
    await page.waitForSelector('.effect', { state: 'detached' });
    await settled(page);
  }
  row(`one head off to the new predictions, ${what}`, times.slice(1));
  if (whole.length) row('to the odds', whole.slice(1));
  await page.close();
}
{
  const first = [];
  const rate = [];
  for (let i = 0; i < 6; i++) {
    const page = await open(address(base, { model: 'smollm2', text: `${text(24)} ${'abcdef'[i]}`, heads: '9.4' }));
    await settled(page);
    await page.waitForTimeout(300);
    first.push(await until(page, click('^Continue$'), "document.querySelector('.word.written')"));
    const began = performance.now();
    await page.waitForSelector('.timeline');
    rate.push((performance.now() - began) / 19);
    await page.close();
  }
  row('Continue to the first written token, 25 tokens', first.slice(1));
  row('each further token, the drawings of the whole text at the end', rate.slice(1));
}
{
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await openAll(page);
  const parts = { model: 'smollm2', text: she, other: he, side: 'both', heads: '9.4', q: '8', question: 'pattern' };
  await page.goto(address(base, { ...parts, outcome: ` ${Math.random().toString(36).slice(2, 6)}| said` }));
  await settled(page);
  const note = "/[1-9]\\d* of\\s+270 measured/.test(document.querySelector('.effects .note')?.textContent ?? '')";
  row('Measure to the first of 270 heads in the page', [await until(page, click('^Measure$'), note)]);
  const all = "/270 of\\s+270 measured/.test(document.querySelector('.effects .note')?.textContent ?? '')";
  row('from there to all 270 heads, odds of a word', [await until(page, '', all)]);
  row('“Give She’s run He’s attention” to the answer', [
    await until(page, click('^Give She'), "document.querySelector('.answer table')"),
  ]);
  await page.close();
}
await server.stop();
await browser.close();
