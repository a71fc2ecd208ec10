// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openExample } from '../../src/app/examples';
import { Session } from '../../src/app/session';
import { Store } from '../../src/app/store';
import { FakeServer, flush, he, request, she } from './fake';

let server: FakeServer;
let store: Store;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, '', '#');
  server = new FakeServer();
  store = new Store(server.client);
  session = new Session(store);
});
afterEach(() => vi.useRealTimers());

const textOf = () => store.get().reading?.info.text.trim();
const queries = () => store.get().state.queries;
const held = () => {
  let release = () => {};
  const until = new Promise<void>(resolve => {
    release = resolve;
  });
  return { until, release };
};

describe('a server that is not there', () => {
  it('is said when the page begins, and the page begins when it is back', async () => {
    server.gone = true;
    server.open = { model: 'sample', text: she, pair: null };
    await session.begin();
    expect(store.get()).toMatchObject({ gone: true, start: null });
    expect(store.get().problem).toContain('reconnects by itself');
    server.gone = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(store.get()).toMatchObject({ gone: false, problem: null });
    expect(textOf()).toBe(she);
  });

  it('reads a new text when it is back, also where the old one is complete', async () => {
    await session.begin();
    await session.read(request(she));
    server.gone = true;
    await session.read(request('Another text'));
    expect(textOf()).toBe(she);
    server.gone = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(textOf()).toBe('Another text');
    expect(store.get()).toMatchObject({ gone: false, problem: null, job: null });
  });

  it('is asked again as long as it takes, and only once at a time', async () => {
    await session.begin();
    server.gone = true;
    await session.read(request(she));
    await session.read(request(he));
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.asked).toEqual([she, he]);
    server.gone = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(server.asked).toEqual([she, he, he]);
  });

  it('does not bring back what the reader cancelled', async () => {
    await session.begin();
    await session.read(request(she));
    const rest = held();
    server.restHeld = rest.until;
    session.read(request('Another text'));
    await flush();
    session.cancel();
    server.gone = true;
    session.second.open(he);
    await flush();
    rest.release();
    server.gone = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(server.asked.filter(text => text === 'Another text')).toHaveLength(1);
  });
});

describe('an example', () => {
  const example = {
    ...{ title: 'Gender bias', model: 'sample', text: she, pair: null, other: he, write: 0 },
    link: ['She', 'nurse'] as [string, string],
  };
  beforeEach(async () => {
    server.examples = [example];
    await session.begin();
  });

  it('opens on the strongest head of its link, with both texts', async () => {
    await openExample({ store, session }, example);
    expect(queries()).toEqual([8]);
    expect(store.get().why).toContain('“She” → “nurse”');
    expect(store.get().other?.info.text.trim()).toBe(he);
    expect(store.get().state.side).toBe('both');
  });

  it('leaves heads and words that the reader chose while it arrived', async () => {
    const rows = held();
    server.rowsHeld = rows.until;
    const opened = openExample({ store, session }, example);
    await flush();
    session.choose();
    store.change(state => ({ ...state, heads: [[1, 1]], queries: [3] }));
    rows.release();
    await opened;
    await flush();
    expect(store.get().state).toMatchObject({ heads: [[1, 1]], queries: [3] });
    expect(store.get().why).toBeNull();
  });

  it('leaves a word that was pinned before its measures came', async () => {
    const rest = held();
    server.restHeld = rest.until;
    const opened = openExample({ store, session }, example);
    await flush();
    store.change(state => ({ ...state, queries: [3] }));
    rest.release();
    await opened;
    expect(queries()).toEqual([3]);
  });

  it('does not put its second text beside a text that was opened meanwhile', async () => {
    const rest = held();
    server.restHeld = rest.until;
    const opened = openExample({ store, session }, example);
    await flush();
    server.restHeld = Promise.resolve();
    await session.example(request('Something else'), {});
    rest.release();
    await opened;
    await flush();
    expect(textOf()).toBe('Something else');
    expect(store.get()).toMatchObject({ other: null });
    expect(store.get().state.other).toBeNull();
  });

  it('begins anew: pins and heads of the text before are gone', async () => {
    await session.read(request('One two three four'));
    session.choose();
    store.change(state => ({ ...state, heads: [[1, 0]], queries: [1], keys: [0], theme: 'dark' }));
    await openExample({ store, session }, example);
    expect(store.get().state).toMatchObject({ queries: [8], keys: [], theme: 'dark' });
  });
});

describe('an answer that the server no longer has', () => {
  it('is read again once', async () => {
    await session.begin();
    await session.read(request(she));
    server.dropped.add(store.get().reading!.info.id);
    store.change(state => ({ ...state, queries: [2] }));
    await session.ensure();
    expect(server.asked).toEqual([she, she]);
    expect(store.get().problem).toBeNull();
  });

  it('of an old text leaves the new one alone, while it is typed', async () => {
    await session.begin();
    await session.read(request(she));
    const rows = held();
    server.rowsHeld = rows.until;
    server.dropped.add(store.get().reading!.info.id);
    store.change(state => ({ ...state, queries: [2] }));
    session.ensure();
    const frames = held();
    server.framesHeld = frames.until;
    store.set({ editing: true });
    const typed = session.read(request('Another text'), true);
    rows.release();
    await flush();
    frames.release();
    await typed;
    expect(server.asked).toEqual([she, 'Another text']);
    expect(store.get().editing).toBe(true);
  });

  it('of the first of two texts does not read the second again and again', async () => {
    await session.begin();
    await session.read(request(she));
    await session.second.open(he);
    const { reading } = store.get();
    server.dropped.add(reading!.info.id);
    session.choose();
    reading!.rows.clear();
    store.change(state => ({ ...state, queries: [] }));
    await session.ensure();
    expect(server.asked).toEqual([she, he, she]);
  });
});

describe('a second text', () => {
  beforeEach(async () => {
    await session.begin();
    await session.read(request(`${she} said so`));
  });
  const open = () => session.second.open(`${he} said so`);

  it('pins the word that differs, instead of the one that the page pinned', async () => {
    expect(queries()).not.toEqual([8]);
    await open();
    expect(queries()).toEqual([8]);
    expect(store.get().other!.rows.has(8)).toBe(true);
  });

  it('pins it where no word is pinned', async () => {
    store.change(state => ({ ...state, queries: [] }));
    await open();
    expect(queries()).toEqual([8]);
  });

  it('keeps the words that the reader pinned', async () => {
    store.change(state => ({ ...state, queries: [4], keys: [1] }));
    await open();
    expect(store.get().state).toMatchObject({ queries: [4], keys: [1] });
  });

  it('keeps a word released once it was released', async () => {
    await open();
    store.change(state => ({ ...state, queries: [] }));
    await session.edit([]);
    expect(queries()).toEqual([]);
  });

  it('pins nothing where texts differ in several places', async () => {
    const before = queries();
    await session.second.open(`A doctor asked the nurse a question . He said so`);
    expect(queries()).toEqual(before);
  });
});

it('keeps the pins of a link, also where it has none', async () => {
  history.replaceState(
    null,
    '',
    `#${new URLSearchParams({ model: 'sample', text: she, other: he, heads: '1.1' })}`,
  );
  await session.begin();
  expect(store.get().other).not.toBeNull();
  expect(queries()).toEqual([]);
});
