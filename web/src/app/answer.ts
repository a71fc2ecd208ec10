import { type Answer, parting } from '../reading/answer';
import type { Client } from '../reading/client';
import { outcomeName } from '../reading/effects';
import type { Generated, Request } from '../reading/types';
import { outcomeOf } from '../state/outcome';
import { greedy, type State } from '../state/state';
import { asItIs } from './effects';

/** Tokens that each run writes. */
export const tokens = 12;

/** The first text as if every head looked as in the second; the prompt's block only. */
export function exchanged(request: Request, other: string): Request {
  return { ...asItIs(request), edits: [{ edit: 'pattern', heads: 'all', of: other }] };
}

/** Writes and measures the three runs. Where no outcome is named: the odds of what is written, where it parts. */
export async function answer(
  client: Client,
  request: Request,
  other: string,
  state: State,
  signal: AbortSignal,
  said: (stage: string) => void,
): Promise<Answer> {
  const a = asItIs(request);
  const changed = exchanged(request, other);
  said('Writing three continuations');
  const written = {
    a: await write(client, a, signal),
    changed: await write(client, changed, signal),
    b: await write(client, { ...a, text: other }, signal),
  };
  const outcome = state.outcome ?? parting(written.b, written.a) ?? ['', ''];
  const asked = outcomeOf({ ...state, outcome }, { head: 'next' });
  const odds = asked.kind === 'continuations';
  said('Measuring');
  const { before, after, divergence, beside } = await client.effects(changed, asked, signal, other);
  const number = (value: number | null | undefined) => value ?? Number.NaN;
  const text = (list: Generated[]) => list.map(token => token.text).join('');
  return {
    outcome: odds ? outcome : null,
    name: outcomeName(asked),
    odds: odds ? { a: number(before), changed: number(after), b: number(beside?.value) } : null,
    divergence: { a: 0, changed: number(divergence), b: number(beside?.divergence) },
    written: { a: text(written.a), changed: text(written.changed), b: text(written.b) },
  };
}

async function write(client: Client, request: Request, signal: AbortSignal): Promise<Generated[]> {
  const asked = { ...request, generate: { ...greedy, tokens } };
  for await (const { arrival } of client.read(asked, signal)) {
    if (arrival.kind === 'reading') return arrival.reading.info.generated;
  }
  return [];
}
