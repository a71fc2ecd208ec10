import { beforeEach, expect, it, vi } from 'vitest';
import { Numbers } from '../../src/app/numbers';
import { Ranking } from '../../src/app/ranking';
import { note } from '../../src/app/readingOf';
import { Store } from '../../src/app/store';
import { type Client, ServerGone } from '../../src/reading/client';
import type { RankingArrival } from '../../src/reading/effects';
import { initial, plain, type State } from '../../src/state/state';
import type { Tried } from '../../src/state/tried';
import { sample } from '../sample';

const turn = () => new Promise(resolve => setTimeout(resolve, 5));
const reading = sample();
const request = { model: 'sample', text: reading.info.text, pair: null, ...plain };
note(reading, request);
const tried: Tried = { question: { kind: 'zero' }, outcome: { kind: 'next' } };
const effect = (layer: number, head: number, change: number): RankingArrival => ({
  kind: 'effect',
  layer,
  head,
  change,
});
const ranked: RankingArrival = { kind: 'ranked', outcome: 'o', unit: 'nats', before: 1, question: 'q' };
const all = [effect(0, 0, 1), effect(0, 1, 2), effect(1, 0, 3), effect(1, 1, 4), ranked];

/** A server that answers each ranking with the next of these; an error ends the answer. */
function page(...answers: (RankingArrival | Error | 'waits')[][]) {
  const asked: unknown[] = [];
  const client = {
    row: async () => new Float32Array(16),
    async *rankings(_: unknown, outcome: unknown, question: unknown, signal: AbortSignal) {
      asked.push({ question, outcome });
      for (const arrival of answers.shift() ?? []) {
        if (arrival === 'waits')
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('aborted'))),
          );
        else if (arrival instanceof Error) throw arrival;
        else yield arrival;
      }
    },
  } as unknown as Client;
  const store = new Store(client);
  const fail = vi.fn(() => store.set({ gone: true }));
  const ranking = new Ranking(store, new Numbers(client, () => {}), fail);
  const open = (state: Partial<State>) => {
    store.set({ state: { ...initial, request, ...state }, reading });
    return turn();
  };
  return { store, ranking, asked, fail, open, measured: () => store.get().measured };
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));
  vi.stubGlobal('location', { hash: '' });
  const show = (_: unknown, __: string, address: string) => {
    location.hash = address;
  };
  vi.stubGlobal('history', { pushState: show, replaceState: show });
});

it('asks by itself for what the address says was measured, not for what the fields say now', async () => {
  const { asked, open, measured } = page(all);
  await open({ tried, question: 'off', outcome: [' a', ' b'], cell: 'effect' });
  expect(asked).toEqual([tried]);
  expect([...measured().heads!.changes]).toEqual([1, 2, 3, 4]);
  expect(measured()).toMatchObject({ stage: null, problem: null });
  expect(measured().heads).toMatchObject({ measured: 4, ended: true, of: tried.outcome, question: 'q' });
});

it('takes the question from the fields where the address says no more than that effects are shown', async () => {
  const { asked, open, store } = page(all);
  await open({ question: 'cut', queries: [2], keys: [1], cell: 'effect' });
  const question = { kind: 'cut', queries: [2], keys: [1], renormalise: true };
  expect(asked).toEqual([{ question, outcome: { kind: 'next' } }]);
  expect(location.hash).toContain('tried=');
  store.change(s => ({ ...s, queries: [3], keys: [0] }));
  await turn();
  expect(asked).toHaveLength(1);
  expect(store.get().state.tried?.question).toEqual(question);
});

it('keeps what is here when it is cancelled, and goes on', async () => {
  const { ranking, asked, open, measured } = page([all[0], all[2], 'waits'], all);
  await open({});
  ranking.measure(tried.question);
  await turn();
  const { id, changes } = measured().heads!;
  ranking.cancel();
  await turn();
  expect(measured()).toMatchObject({ stage: null, problem: null });
  expect(measured().heads).toMatchObject({ measured: 2, ended: true });
  expect(asked).toHaveLength(1);
  ranking.measure(tried.question);
  await turn();
  expect(measured().heads).toMatchObject({ id, changes, measured: 4 });
  expect(asked).toHaveLength(2);
});

it('says that the server is gone, and goes on by itself when it is back', async () => {
  const { store, asked, fail, open, measured } = page([all[0], new ServerGone()], all);
  await open({ tried });
  expect(fail).toHaveBeenCalledOnce();
  expect(measured().problem).toContain('1 of 4 heads are here');
  expect(measured().stage).toBeNull();
  await turn();
  expect(asked).toHaveLength(1);
  store.set({ gone: false });
  await turn();
  expect(asked).toHaveLength(2);
  expect(measured()).toMatchObject({ problem: null, stage: null });
  expect(measured().heads!.measured).toBe(4);
});

it('does not ask again for what was refused', async () => {
  const { store, asked, open, measured } = page([new Error('No such token.')]);
  await open({ tried });
  expect(measured()).toMatchObject({ problem: 'No such token.', stage: null });
  store.set({ said: 'x' });
  await turn();
  expect(asked).toHaveLength(1);
});

it('drops what was measured of another text, also where a step back brings it', async () => {
  const { store, asked, open, measured } = page(all, all);
  await open({ tried, cell: 'effect' });
  store.change(s => ({ ...s, from: 0.1 }));
  store.change(s => ({ ...s, request: { ...request, text: 'Another' } }));
  await turn();
  expect(measured().heads).toBeNull();
  expect(store.get().state).toMatchObject({ tried: null, cell: 'pattern' });
  store.undo();
  await turn();
  expect(store.get().state).toMatchObject({ tried: null, cell: 'pattern', from: 0.1 });
  store.undo();
  await turn();
  expect(store.get().state.from).toBe(initial.from);
  expect(asked).toHaveLength(1);
  await open({ tried: { ...tried }, cell: 'effect' });
  expect(asked).toHaveLength(2);
});

it('is taken back and brought again by undo and redo', async () => {
  const { store, ranking, asked, open, measured } = page(all, all);
  await open({});
  ranking.measure(tried.question);
  await turn();
  store.undo();
  await turn();
  expect(measured().heads).toBeNull();
  store.redo();
  await turn();
  expect(measured().heads!.measured).toBe(4);
  expect(asked).toHaveLength(2);
});
