// Writes gallery.html: every expected drawing of the tests, to be looked at in one page.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../test/output/', import.meta.url);
const names = readdirSync(folder).filter(name => name.endsWith('.svg') && !name.endsWith('-changed.svg'));
const figures = names.sort().map(name => {
  const svg = readFileSync(new URL(name, folder), 'utf8');
  return `<figure id="${name.slice(0, -4)}"><figcaption>${name.slice(0, -4)}</figcaption>${svg}</figure>`;
});
const style =
  'body{font:13px system-ui;background:#8886;margin:16px}figure{display:inline-block;margin:8px;vertical-align:top}';
const page = `<!doctype html><meta charset="utf-8"><title>Every drawing</title><style>${style}</style>${figures.join('\n')}`;
writeFileSync(new URL('gallery.html', import.meta.url), page);
console.log(`${names.length} drawings in ${new URL('gallery.html', import.meta.url).pathname}`);
