import type { Example } from '../reading/client';
import { greedy, plain } from '../state/state';
import type { Session } from './session';
import type { Store } from './store';

interface Doors {
  store: Store;
  session: Session;
}

/** Begins with an example: its text, what the model writes after it, and the text it is compared with. */
export async function openExample({ session }: Doors, example: Example): Promise<void> {
  const { model, text, pair, other, write } = example;
  const generate = write > 0 ? { ...greedy, tokens: write } : null;
  const rest = other === null ? {} : ({ other, side: 'both' } as const);
  await session.example({ model, text, pair, ...plain, generate }, rest);
}
