import type { Edit, Generate, HeadId, Request } from '../reading/types';
import { greedy, initial, type State } from './state';
import { triedOf, triedText } from './tried';

const heads = (text: string): HeadId[] =>
  text
    .split(',')
    .map(name => /^L?(\d{1,4})[H.](\d{1,4})$/.exec(name))
    .filter(match => match !== null)
    .map(([, layer, head]) => [Number(layer), Number(head)]);

const numbers = (text: string): number[] =>
  text
    .split(',')
    .filter(part => /^\d{1,7}$/.test(part))
    .map(Number);

const oneOf = <T extends string>(text: string, ...allowed: T[]): T | undefined =>
  allowed.find(value => value === text);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The whole view as a fragment; only what differs from the beginning is written. */
export function toAddress(state: State): string {
  const out = new URLSearchParams();
  const { request } = state;
  if (request) {
    out.set('model', request.model);
    out.set('text', request.text);
    if (request.pair !== null) out.set('second', request.pair);
    if (!request.specialTokens) out.set('special', '0');
    if (request.startToken) out.set('start', '1');
    if (request.edits.length) out.set('edits', JSON.stringify(request.edits));
    if (request.generate) out.set('generate', written(request.generate));
  }
  if (state.file) out.set('file', state.file);
  const put = (name: string, key: keyof State, text: string) => {
    if (!same(state[key], initial[key])) out.set(name, text);
  };
  put('scale', 'scale', state.scale);
  out.set('heads', state.heads.map(([layer, head]) => `${layer}.${head}`).join(','));
  put('q', 'queries', state.queries.join(','));
  put('k', 'keys', state.keys.join(','));
  put('parked', 'parked', state.parked ?? '');
  put('pair', 'pair', state.pair);
  put('from', 'from', String(state.from));
  put('cell', 'cell', state.cell);
  put('measure', 'measure', state.measure);
  put('neuron', 'neuron', String(state.neuron));
  put('order', 'order', state.order);
  put('rotary', 'rotary', state.rotary);
  put('window', 'window', String(state.window));
  put('theme', 'theme', state.theme);
  put('marks', 'marks', '0');
  put('other', 'other', state.other ?? '');
  put('side', 'side', state.side);
  put('step', 'step', String(state.step));
  put('outcome', 'outcome', state.outcome?.join('|') ?? '');
  put('whole', 'whole', '1');
  put('like', 'like', state.like ?? '');
  put('answer', 'answer', '1');
  put('question', 'question', state.question ?? '');
  if (state.tried) out.set('tried', triedText(state.tried));
  return out.toString().replace(/%2C/g, ',');
}

/** What an address says; what it says wrongly is left out. `heads` is null where it names none. */
export function fromAddress(fragment: string): { state: State; opensItself: boolean } {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const get = (name: string) => given.get(name) ?? '';
  const named = heads(get('heads'));
  const from = Number(given.get('from') ?? initial.from);
  const state: State = {
    request: request(given),
    file: given.get('file'),
    scale: oneOf(get('scale'), 'model', 'heads', 'neurons') ?? initial.scale,
    heads: named.length ? named : initial.heads,
    queries: numbers(get('q')),
    keys: numbers(get('k')),
    parked: oneOf(get('parked'), 'shown', 'hidden', 'rescaled') ?? null,
    pair: oneOf(get('pair'), 'aa', 'ab', 'ba', 'bb') ?? 'all',
    from: from >= 0 && from <= 0.3 ? from : initial.from,
    cell: given.get('cell') ?? initial.cell,
    measure: given.get('measure') ?? initial.measure,
    neuron: numbers(get('neuron'))[0] ?? null,
    order: oneOf(get('order'), 'push') ?? initial.order,
    rotary: oneOf(get('rotary'), 'before') ?? initial.rotary,
    window: numbers(get('window'))[0] ?? null,
    theme: oneOf(get('theme'), 'light', 'dark') ?? 'system',
    marks: given.get('marks') !== '0',
    other: given.get('other'),
    side: oneOf(get('side'), 'b', 'both', 'difference') ?? 'a',
    step: numbers(get('step'))[0] ?? null,
    outcome: outcome(get('outcome')),
    whole: given.get('whole') === '1',
    like: given.get('like'),
    answer: given.get('answer') === '1',
    question: oneOf(get('question'), 'off', 'zero', 'cut', 'pattern') ?? null,
    tried: triedOf(get('tried')),
  };
  return { state, opensItself: named.length === 0 };
}

function request(given: URLSearchParams): Request | null {
  const model = given.get('model');
  const text = given.get('text');
  if (!model || text === null) return null;
  return {
    model,
    text,
    pair: given.get('second'),
    specialTokens: given.get('special') !== '0',
    startToken: given.get('start') === '1',
    edits: edits(given.get('edits') ?? ''),
    generate: generate(given.get('generate') ?? ''),
  };
}

function outcome(text: string): State['outcome'] {
  const parts = text.split('|');
  return parts.length === 2 && (parts[0] || !parts[1]) ? [parts[0], parts[1]] : null;
}

/** What is no list of edits is left out; the server checks the rest. */
function edits(text: string): Edit[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(item => typeof item?.edit === 'string') : [];
  } catch {
    return [];
  }
}

/** `20`, or `20,temperature:0.8,seed:3`. */
const written = ({ tokens, ...rest }: Generate): string =>
  [
    tokens,
    ...Object.entries(rest)
      .filter(([name, value]) => value !== greedy[name as keyof Generate])
      .map(([name, value]) => `${name}:${value}`),
  ].join(',');

function generate(text: string): Generate | null {
  const [tokens, ...rest] = text.split(',');
  if (!/^\d{1,4}$/.test(tokens)) return null;
  const given = Object.fromEntries(rest.map(part => part.split(':')));
  const number = (name: string) => (/^[\d.]{1,9}$/.test(given[name] ?? '') ? Number(given[name]) : undefined);
  return {
    tokens: Number(tokens),
    temperature: number('temperature') ?? greedy.temperature,
    topK: number('topK') ?? null,
    topP: number('topP') ?? null,
    seed: number('seed') ?? greedy.seed,
    ignoreEnd: given.ignoreEnd === 'true',
  };
}
