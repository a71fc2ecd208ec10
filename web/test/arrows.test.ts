import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../src/', import.meta.url).pathname;

/** Which room may import from which; docs/map.md has the same table. */
const may: Record<string, string[]> = {
  reading: [],
  scales: [],
  words: ['reading'],
  scene: ['scales', 'reading'],
  state: ['reading'],
  views: ['scene', 'state', 'words', 'reading', 'scales'],
  controls: ['views', 'scene', 'state', 'words', 'reading', 'scales'],
  app: ['controls', 'views', 'scene', 'state', 'words', 'reading', 'scales'],
};

const files = (readdirSync(root, { recursive: true }) as string[]).filter(name => /\.(tsx?|css)$/.test(name));
const roomOf = (path: string) => path.split('/')[0];

it('rooms import only what the map allows', () => {
  const wrong: string[] = [];
  for (const name of files.filter(file => !file.endsWith('.css'))) {
    const text = readFileSync(join(root, name), 'utf8');
    for (const [, target] of text.matchAll(/from '(\.[^']*)'/g)) {
      const other = roomOf(relative(root, join(root, name, '..', target)));
      if (other !== roomOf(name) && !may[roomOf(name)].includes(other))
        wrong.push(`${name} imports ${target}`);
    }
  }
  expect(files.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});

it('files stay within 300 lines, lines within 120 columns', () => {
  const long = files.flatMap(name => {
    const lines = readFileSync(join(root, name), 'utf8').split('\n');
    const wide = lines.findIndex(line => line.length > 120);
    return [
      ...(lines.length > 301 ? [`${name}: ${lines.length} lines`] : []),
      ...(wide < 0 ? [] : [`${name}:${wide + 1}`]),
    ];
  });
  expect(long).toEqual([]);
});

it('the map names the same rooms', () => {
  const map = readFileSync(new URL('../../docs/map.md', import.meta.url), 'utf8');
  const rows = [...map.matchAll(/^\| `web\/src\/(\w+)\/` \| ?([^|]*)\|/gm)];
  const table = Object.fromEntries(
    rows.map(([, room, uses]) => [room, [...uses.matchAll(/`(\w+)\/`/g)].map(m => m[1])]),
  );
  expect(table).toEqual(may);
});
