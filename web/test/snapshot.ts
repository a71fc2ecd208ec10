import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';
import type { Scene } from '../src/scene/scene';
import { toSvg } from '../src/scene/svg';

/**
 * Compares a scene with test/output/NAME.svg; HEADLIGHT_UPDATE_BASELINES=1 writes it, a difference leaves
 * NAME-changed.svg.
 */
export function expectScene(name: string, scene: Scene): void {
  const path = new URL(`./output/${name}.svg`, import.meta.url).pathname;
  const changed = path.replace(/\.svg$/, '-changed.svg');
  const svg = toSvg(scene);
  if (process.env.HEADLIGHT_UPDATE_BASELINES) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, svg);
    return;
  }
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : null;
  if (kept === svg) rmSync(changed, { force: true });
  else writeFileSync(changed, svg);
  expect(svg, `${name} differs from test/output/${name}.svg; see ${name}-changed.svg`).toBe(kept);
}
