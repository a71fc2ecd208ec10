import type { Outcome, Question } from '../reading/effects';
import { headName } from '../reading/reading';
import type { Edit, ModelInfo } from '../reading/types';
import { outcomeOf, readsPlainly } from './outcome';
import { greedy, type State } from './state';

/** A line for a shell that prints the numbers of the page, or why there is none. */
export type Command = { line: string; why: null } | { line: null; why: string };

/** One argument of a POSIX shell. */
export function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/**
 * `asked`: what the numbers in the grid are, where they are effects of an edit of each head in turn;
 * `measured`: the outcome that they are effects on; `last`: the last token of the text as it was given.
 */
export function commandOf(
  state: State,
  model: ModelInfo,
  asked: Question | null,
  measured: Outcome = outcomeOf(state, model),
  last: number | null = null,
): Command {
  const { request } = state;
  if (!request) return { line: null, why: 'This reading comes from a file: `headlight open` shows it.' };
  if (request.text === '-') return { line: null, why: 'To the command, `-` is standard input.' };
  const compares = state.other !== null && state.side !== 'a';
  const exchanges = state.answer && state.other !== null && !request.edits.length && !asked;
  const changes = asked !== null || request.edits.length > 0 || exchanges;
  if (!changes && !compares) return line(request.generate ? generate(state) : read(state));
  const name = changes ? 'effect' : 'compare';
  if (request.pair !== null)
    return { line: null, why: `\`headlight ${name}\` takes no second text to read with.` };
  if (!readsPlainly(request))
    return { line: null, why: `\`headlight ${name}\` reads with the model’s own special tokens only.` };
  if (asked?.kind === 'cut' && (asked.queries?.length !== 1 || asked.keys.length !== 1))
    return { line: null, why: '`headlight effect` cuts one link in each head: pin one word at either side.' };
  const { text } = request;
  if (!changes) {
    const query = state.queries[0] ?? (request.generate ? null : last);
    if (query !== last)
      return { line: null, why: '`headlight compare` compares from the last token of each prompt: pin it.' };
    return line(['compare', ...between(state), ...texts(request.model, text, state.other!)]);
  }
  const edits = asked
    ? [['--edit', each(asked)]]
    : exchanges
      ? [['--edit', `pattern:all:${state.other}`]]
      : editOptions(request.edits);
  const goesOn = request.generate && !asked ? ['--continue', `${request.generate.tokens}`] : [];
  return line([
    'effect',
    ...edits.flat(),
    ...outcome(measured, state),
    ...goesOn,
    ...texts(request.model, text),
  ]);
}

const line = (args: readonly string[]): Command => ({
  line: ['./headlight', ...args.map(quote)].join(' '),
  why: null,
});

/** Model and texts, last: a text may begin like an option. */
const texts = (...all: string[]): string[] => (all.some(text => text.startsWith('-')) ? ['--', ...all] : all);

function read(state: State): string[] {
  const { request, heads, queries, keys } = state;
  const { model, text, pair, specialTokens, startToken } = request!;
  return [
    'read',
    '--head',
    headName(heads[0]),
    ...(queries.length ? ['--query', `${queries[0]}`] : []),
    ...(queries.length && keys.length ? ['--link', `${queries[0]}:${keys[0]}`] : []),
    ...(pair === null ? [] : [`--pair=${pair}`]),
    ...(specialTokens ? [] : ['--no-special-tokens']),
    ...(startToken ? ['--bos'] : []),
    ...texts(model, text),
  ];
}

function generate({ request }: State): string[] {
  const { tokens, temperature, topK, topP, seed, ignoreEnd } = { ...greedy, ...request!.generate };
  return [
    'generate',
    '--max-new-tokens',
    `${tokens}`,
    ...(temperature ? ['--temperature', `${temperature}`] : []),
    ...(topK === null ? [] : ['--top-k', `${topK}`]),
    ...(topP === null ? [] : ['--top-p', `${topP}`]),
    ...(seed ? ['--seed', `${seed}`] : []),
    ...(ignoreEnd ? ['--ignore-end'] : []),
    ...(request!.startToken ? ['--bos'] : []),
    ...texts(request!.model, request!.text),
  ];
}

const between = ({ keys }: State): string[] => (keys.length === 2 ? ['--keys', keys.join(',')] : []);

function outcome(measured: Outcome, state: State): string[] {
  switch (measured.kind) {
    case 'next':
      return [];
    case 'similarity':
      return measured.other === state.request?.text ? [] : [`--outcome=like:${measured.other}`];
    default: {
      const both = measured.second === null ? measured.first : `${measured.first}|${measured.second}`;
      return [`--outcome=${measured.kind === 'continuations' && measured.whole ? 'whole:' : ''}${both}`];
    }
  }
}

function each(asked: Question): string {
  switch (asked.kind) {
    case 'cut':
      return `cut:each:${asked.queries?.[0]}>${asked.keys[0]}`;
    case 'pattern':
      return `pattern:each:${asked.of}`;
    default:
      return `${asked.kind}:each`;
  }
}

/** An option for each edit that has a short form, else all of them as JSON. */
function editOptions(edits: readonly Edit[]): string[][] {
  const short = edits.map(editSpec);
  return short.every(spec => spec !== null)
    ? short.map(spec => ['--edit', spec])
    : [['--edits', JSON.stringify(edits)]];
}

export function editSpec({ edit, heads, ...fields }: Edit): string | null {
  const one = (list: unknown) => (Array.isArray(list) && list.length === 1 ? list[0] : null);
  switch (edit) {
    case 'mean':
      return `off:${heads}`;
    case 'scale':
      return fields.factor === 0 ? `zero:${heads}` : `scale:${heads}:${fields.factor}`;
    case 'pattern':
      return `pattern:${heads}:${fields.of}`;
    case 'force':
      return `force:${heads}:${fields.query}>${fields.key}=${fields.weight}`;
    case 'cut': {
      const [query, key] = [one(fields.queries), one(fields.keys)];
      if (key === null) return null;
      if (fields.queries === null) return fields.renormalise ? `hide:${heads}:${key}` : null;
      return query === null ? null : `${fields.renormalise ? 'cut' : 'drop'}:${heads}:${query}>${key}`;
    }
    default:
      return null;
  }
}
