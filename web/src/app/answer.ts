import { type Answer, parting } from '../reading/answer';
import type { Client } from '../reading/client';
import type { Generated, Request } from '../reading/types';
import { greedy } from '../state/state';

/** Tokens that each run writes. */
const tokens = 12;

/** The first text as if every head looked as in the second; the prompt's block only. */
export function exchanged(request: Request, other: string): Request {
  return { ...request, generate: null, edits: [{ edit: 'pattern', heads: 'all', of: other }] };
}

/** Writes and measures the three runs. `outcome`: two continuations; null: where the two that are written part. */
export async function answer(
  client: Client,
  request: Request,
  other: string,
  outcome: readonly [string, string] | null,
  signal: AbortSignal,
  said: (stage: string) => void,
): Promise<Answer> {
  const a: Request = { ...request, edits: [], generate: null };
  const b: Request = { ...a, text: other };
  const changed = exchanged(request, other);
  said('Writing three continuations');
  const [writtenA, writtenChanged, writtenB] = [
    await written(client, a, signal),
    await written(client, changed, signal),
    await written(client, b, signal),
  ];
  const parted = outcome ?? parting(writtenA, writtenB);
  if (!parted) {
    throw new Error(
      `Both texts go on with the same ${tokens} tokens. Name two continuations to measure their odds.`,
    );
  }
  said('Measuring the odds');
  const [first, second] = parted;
  const asked = { kind: 'continuations', first: second, second: first } as const;
  const mine = await client.effects(changed, asked, signal);
  const theirs = await client.effects(b, asked, signal);
  const text = (list: Generated[]) => list.map(token => token.text).join('');
  return {
    outcome: [first, second],
    odds: { a: mine.before ?? Number.NaN, changed: mine.after ?? Number.NaN, b: theirs.before ?? Number.NaN },
    written: { a: text(writtenA), changed: text(writtenChanged), b: text(writtenB) },
  };
}

async function written(client: Client, request: Request, signal: AbortSignal): Promise<Generated[]> {
  const asked = { ...request, generate: { ...greedy, tokens } };
  for await (const { arrival } of client.read(asked, signal)) {
    if (arrival.kind === 'reading') return arrival.reading.info.generated;
  }
  return [];
}
