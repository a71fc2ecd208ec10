// Bundles the page into dist/: index.html plus files named by content, each with a Brotli twin.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const dist = new URL('./dist/', import.meta.url).pathname;
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const result = await build({
  entryPoints: { app: 'src/app/main.tsx', style: 'src/app/style.css' },
  absWorkingDir: new URL('.', import.meta.url).pathname,
  outdir: dist,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.woff2': 'file', '.svg': 'file' },
  metafile: true,
  logLevel: 'warning',
});
const outputs = Object.keys(result.metafile.outputs).map(path => basename(path));
const find = (name, end) => outputs.find(path => path.startsWith(name) && path.endsWith(end));
const page = await readFile(new URL('./src/app/index.html', import.meta.url), 'utf8');
await writeFile(
  join(dist, 'index.html'),
  page.replace('app.js', find('app-', '.js')).replace('style.css', find('style-', '.css')),
);
for (const name of await readdir(dist)) {
  if (name.endsWith('.woff2')) continue;
  const bytes = await readFile(join(dist, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  await writeFile(join(dist, `${name}.br`), brotliCompressSync(bytes, { params }));
}
