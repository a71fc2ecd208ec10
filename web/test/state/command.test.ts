import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandOf, editSpec, quote } from '../../src/state/command';
import { greedy, initial, plain, type State } from '../../src/state/state';
import { sample } from '../sample';

const model = sample().info.model;
const request = { model: 'smollm2', text: 'The nurse. She', pair: null, ...plain };
const line = (state: Partial<State>, asked: Parameters<typeof commandOf>[2] = null, info = model) =>
  commandOf({ ...initial, request, heads: [[9, 4]], ...state }, info, asked);

describe('the command', () => {
  it('reads what is pinned', () => {
    expect(line({}).line).toBe("./headlight read --head L9H4 smollm2 'The nurse. She'");
    expect(line({ queries: [8], keys: [4] }).line).toBe(
      "./headlight read --head L9H4 --query 8 --link 8:4 smollm2 'The nurse. She'",
    );
    expect(line({ request: { ...request, specialTokens: false, startToken: true, pair: '-b' } }).line).toBe(
      "./headlight read --head L9H4 --pair=-b --no-special-tokens --bos smollm2 'The nurse. She'",
    );
    expect(line({ request: { ...request, text: '--help' } }).line).toMatch(/ -- smollm2 --help$/);
  });

  it('changes what is changed, and measures what is measured', () => {
    const edits = [
      { edit: 'mean', heads: 'L9H3' },
      { edit: 'cut', heads: 'all', queries: [8], keys: [4], renormalise: true },
    ] as const;
    expect(line({ request: { ...request, edits }, outcome: [' said', ' asked'] }).line).toBe(
      "./headlight effect --edit off:L9H3 --edit 'cut:all:8>4' '--outcome= said| asked' smollm2 'The nurse. She'",
    );
    const generate = { ...greedy, tokens: 7 };
    expect(line({ request: { ...request, edits, generate }, outcome: [' said', ''] }).line).toContain(
      "'--outcome= said' --continue 7 ",
    );
    const many = [{ edit: 'cut', heads: 'all', queries: null, keys: [1, 2], renormalise: true }] as const;
    expect(line({ request: { ...request, edits: many } }).line).toContain(
      `--edits '${JSON.stringify(many)}'`,
    );
    const embedder = { ...model, head: 'none' } as const;
    expect(line({ request: { ...request, edits }, like: 'A dog' }, null, embedder).line).toContain(
      "'--outcome=like:A dog'",
    );
  });

  it('tries a question on each head, generates and compares', () => {
    const cut = { kind: 'cut', queries: [8], keys: [4], renormalise: true } as const;
    expect(line({}, cut).line).toBe("./headlight effect --edit 'cut:each:8>4' smollm2 'The nurse. She'");
    expect(line({}, { kind: 'pattern', of: 'He' }).line).toContain('--edit pattern:each:He');
    expect(line({}, { kind: 'zero' }).line).toContain('--edit zero:each');
    const measured = { kind: 'continuations', first: ' a', second: null } as const;
    const moved = { ...initial, request, outcome: [' said', ''] } as const;
    expect(commandOf(moved, model, cut, measured).line).toContain("--edit 'cut:each:8>4' '--outcome= a' ");
    const generate = { tokens: 5, temperature: 0.5, topK: 40, topP: 0.9, seed: 3, ignoreEnd: true };
    expect(line({ request: { ...request, generate } }).line).toBe(
      './headlight generate --max-new-tokens 5 --temperature 0.5 --top-k 40 --top-p 0.9 --seed 3 --ignore-end ' +
        "smollm2 'The nurse. She'",
    );
    expect(line({ other: 'He', side: 'both' }).line).toBe("./headlight compare smollm2 'The nurse. She' He");
    expect(line({ other: 'He', side: 'both', queries: [3] }).why).toContain('last token of each prompt');
    expect(line({ other: 'He', side: 'both', answer: true, outcome: [' a', ' b'], whole: true }).line).toBe(
      "./headlight effect --edit pattern:all:He '--outcome=whole: a| b' smollm2 'The nurse. She'",
    );
    expect(line({ other: 'He', side: 'b', keys: [4, 1] }).line).toContain('--keys 4,1 ');
  });

  it('says why there is none', () => {
    const edits = [{ edit: 'mean', heads: 'L9H3' }] as const;
    expect(line({ request: null }).why).toContain('headlight open');
    expect(line({ request: { ...request, edits, startToken: true } }).why).toContain('special tokens');
    expect(line({ request: { ...request, edits, pair: 'b' } }).why).toContain('second text');
    const two = { kind: 'cut', queries: [8], keys: [4, 1], renormalise: true } as const;
    expect(line({}, two).why).toContain('one link');
    expect(line({ request: { ...request, text: '-' } }).why).toContain('standard input');
  });

  it('has a short form of every edit that the command line has one for', () => {
    const specs = [
      { edit: 'scale', heads: 'L1', factor: 0.5 },
      { edit: 'scale', heads: 'all', factor: 0 },
      { edit: 'force', heads: 'L1H2', query: 3, key: 1, weight: 0.25 },
      { edit: 'cut', heads: 'L1H2', queries: [3], keys: [1], renormalise: false },
      { edit: 'cut', heads: 'L1H2', queries: null, keys: [1], renormalise: true },
      { edit: 'pattern', heads: 'L1H2', of: 'He: she' },
      { edit: 'replace', heads: 'L1', site: 'q', tokens: [1], values: [[1]] },
    ] as const;
    expect(specs.map(edit => editSpec(edit))).toEqual([
      'scale:L1:0.5',
      'zero:all',
      'force:L1H2:3>1=0.25',
      'drop:L1H2:3>1',
      'hide:L1H2:1',
      'pattern:L1H2:He: she',
      null,
    ]);
  });
});

it('quotes for a shell: what comes back is what went in', () => {
  const texts = ["it's", 'a "b" $HOME `x` \\ !', 'line\nbreak', '', '*', '漢字 😀', 'plain', '~', '-x', "''"];
  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${texts.map(quote).join(' ')}`], {
    encoding: 'utf8',
  });
  expect(said.split('\0').slice(0, -1)).toEqual(texts);
});
