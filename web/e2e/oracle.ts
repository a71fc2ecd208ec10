import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = new URL('../../artifacts/bin/Headlight.Cli/release/Headlight.Cli.dll', import.meta.url)
  .pathname;

export interface Oracle {
  tokens: string[];
  /** Weight of a link by `headlight read`, in the page's form: three decimals. */
  weight(layer: number, head: number, query: number, key: number): number;
}

/** What `headlight read` says about a text: the page is held to it. */
export function read(model: string, text: string, pair?: string): Oracle {
  const folder = mkdtempSync(join(tmpdir(), 'headlight-'));
  const file = join(folder, 'reading.json');
  try {
    const second = pair === undefined ? [] : ['--pair', pair];
    execFileSync('dotnet', [program, 'read', model, text, ...second, '--output', file, '--tensors', 'attn']);
    const { metadata, tensors } = JSON.parse(readFileSync(file, 'utf8'));
    return {
      tokens: metadata.tokens,
      weight: (layer, head, query, key) => tensors[`attn.${layer}`][head][query][key],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Three decimals, as tables write a weight. */
export const written = (weight: number): string => weight.toFixed(3).replace(/^0/, '');

/** What `headlight effect` prints. */
export const effect = (model: string, text: string, ...options: string[]): string =>
  execFileSync('dotnet', [program, 'effect', model, text, ...options, '--continue', '0'], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '200' },
  });

/** The number that a printed text has at a place. */
export function numberIn(printed: string, place: RegExp): number {
  const found = place.exec(printed);
  if (!found) throw new Error(`${place} is not in: ${printed}`);
  return Number(found[1]);
}
