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
await server.stop();
await browser.close();
