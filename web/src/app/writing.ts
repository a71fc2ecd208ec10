import type { Generate, Generated } from '../reading/types';
import { moveStep, sameSampling, shownStep } from '../state/writing';
import type { Session } from './session';
import type { Store } from './store';

interface Doors {
  store: Store;
  session: Session;
}

/** Goes on with the text, or takes away what was written; edits stay. What will be written again stays on the page. */
export function write(
  { store, session }: Doors,
  generate: Generate | null,
  startToken: boolean,
): Promise<unknown> {
  const { reading, state } = store.get();
  const { request } = state;
  if (!request) return Promise.resolve();
  session.choose();
  const before = request.generate;
  const again = generate && before && startToken === request.startToken && sameSampling(generate, before);
  store.change(s => (s.step === null ? s : { ...s, step: null }));
  const read = session.read({ ...request, startToken, generate });
  if (generate) store.set({ writing: (again && reading?.info.generated) || [] });
  return read;
}

/** Ends the writing: the text is then read with what stands there. */
export function stopWriting(doors: Doors): Promise<unknown> {
  const { writing, state } = doors.store.get();
  const { request } = state;
  if (!writing || !request?.generate) return Promise.resolve();
  const { generate, startToken } = request;
  const read = write(doors, writing.length ? { ...generate, tokens: writing.length } : null, startToken);
  if (writing.length) doors.store.set({ writing });
  return read;
}

/** Tokens that come again take the place of those that stand there, as long as they are the same. */
export function withToken(writing: readonly Generated[], token: Generated): Generated[] {
  const rest = writing[token.index]?.id === token.id ? writing.slice(token.index + 1) : [];
  return [...writing.slice(0, token.index), token, ...rest];
}

/** Moves to another step of what was written; said aloud, as the drawings change with it. */
export function toStep({ store, session }: Doors, to: number): void {
  const { reading } = store.get();
  if (!reading?.info.generated.length) return;
  store.set({ hover: {} });
  store.change(s => moveStep(s, reading, to));
  store.set({ said: `${shownStep(store.get().state, reading)} of ${reading.info.generated.length} written` });
  session.ensure();
}

export function byStep(doors: Doors, by: number): void {
  const { reading, state } = doors.store.get();
  if (reading) toStep(doors, shownStep(state, reading) + by);
}
