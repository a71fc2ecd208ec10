import { describe, expect, it } from 'vitest';
import type { Edit, HeadId } from '../../src/reading/types';
import { type Acted, actsOn, type Scenery } from '../../src/state/acts';
import { initial, plain, type State } from '../../src/state/state';
import { sample } from '../sample';

const tokens = ['The', ' doctor', ' asked', ' She', ' said'];
const reading = sample({ tokens, layers: 2, heads: 2, written: 1 });
const two: HeadId[] = [
  [1, 0],
  [1, 1],
];

function menu(acted: Acted, change: Partial<State> = {}, rest: Partial<Scenery> = {}, edits: Edit[] = []) {
  const request = { model: 'sample', text: 'own', pair: null, ...plain, edits };
  const state = { ...initial, request, heads: two, ...change };
  const acts = actsOn(acted, { state, reading, text: 'a', otherWhy: null, ...rest });
  const all = acts.groups.flat();
  const act = (label: string) => all.find(found => found.label === label)!;
  return { ...acts, all, act, labels: all.map(({ label }) => label) };
}

const link = { head: [1, 1], link: { query: 3, key: 1 } } as const;
const cut = (heads: string, queries: number[] | null = [3]): Edit => {
  return { edit: 'cut', heads, queries, keys: [1], renormalise: true };
};

describe('a link', () => {
  it('is cut in its head, in those shown, and in all', () => {
    const { heading, labels, act } = menu(link);
    expect(heading).toBe('L1H1: “She” → “doctor”');
    expect(labels).toEqual([
      'Cut “She” → “doctor” in L1H1',
      'Cut “She” → “doctor” in the 2 shown heads',
      'Cut “She” → “doctor” in all heads',
      'Pin both words',
      'Switch L1H1 off',
    ]);
    expect(act(labels[0]).edits).toEqual([cut('L1H1')]);
    expect(act(labels[1]).edits).toEqual([cut('L1H0'), cut('L1H1')]);
    expect(act(labels[2])).toMatchObject({
      edits: [cut('all')],
      said: '“She” → “doctor” is cut in all heads',
    });
    expect(act('Pin both words').pins).toEqual({ queries: [3], keys: [1] });
    expect(menu(link, { heads: [[1, 1]] }).labels).toHaveLength(4);
  });

  it('that is cut is given back, and other changes stay', () => {
    const off: Edit = { edit: 'mean', heads: 'L0H0' };
    const { act, labels } = menu(link, {}, {}, [off, cut('L1H1')]);
    expect(labels[0]).toBe('Undo: “She” → “doctor” cut in L1H1');
    expect(act(labels[0])).toMatchObject({ edits: [off], said: '“She” → “doctor” is no longer cut in L1H1' });
    expect(act(labels[1]).edits).toEqual([off, cut('L1H1'), cut('L1H0')]);
  });

  it('of a word that was written is not cut, its head is switched off all the same', () => {
    const { all, act } = menu({ head: [1, 1], link: { query: 4, key: 1 } });
    expect(all.slice(0, 3).every(({ why }) => why?.includes('the model wrote'))).toBe(true);
    expect(act('Switch L1H1 off').why).toBeNull();
    const later = menu({ head: [1, 1], link: { query: 1, key: 3 } });
    expect(later.all[0].why).toContain('comes after');
  });

  it('of the other text or of a file is left as it is, and the menu says why', () => {
    const other = menu(link, {}, { text: 'b' });
    expect(other.note).toContain('text A only');
    expect(other.all.every(({ why }) => why !== null)).toBe(true);
    const file = menu(link, { request: null });
    expect(file.note).toContain('from a file');
    expect(file.all.filter(({ why }) => why === null).map(({ label }) => label)).toEqual(['Pin both words']);
  });
});

describe('a head', () => {
  it('is switched off, damped, and given the other pattern, alone or with those selected', () => {
    const { heading, labels, act, groups } = menu({ head: [0, 1] }, { other: 'other' });
    expect(heading).toBe('L0H1');
    expect(groups.map(group => group.length)).toEqual([4, 4]);
    expect(act('Switch L0H1 off').edits).toEqual([{ edit: 'mean', heads: 'L0H1' }]);
    expect(act('L0H1 off by 0 (out of distribution)').edits).toEqual([
      { edit: 'scale', heads: 'L0H1', factor: 0 },
    ]);
    expect(act('Output of the 2 selected heads × 0.5').edits).toEqual([
      { edit: 'scale', heads: 'L1H0', factor: 0.5 },
      { edit: 'scale', heads: 'L1H1', factor: 0.5 },
    ]);
    expect(act('L0H1 looks as in the other text').edits).toEqual([
      { edit: 'pattern', heads: 'L0H1', of: 'other' },
    ]);
    expect(labels[4]).toBe('Switch the 2 selected heads off');
  });

  it('has each of these undone', () => {
    const made: Edit[] = [
      { edit: 'mean', heads: 'L0H1' },
      { edit: 'pattern', heads: 'L0H1', of: 'other' },
    ];
    const head = { head: [0, 1] } as const;
    const { act } = menu(head, { other: 'other' }, { otherWhy: 'No.' }, made);
    expect(act('Switch L0H1 on')).toMatchObject({ edits: [made[1]], said: 'L0H1 is on' });
    expect(act('L0H1 looks as in this text again')).toMatchObject({ edits: [made[0]], why: null });
    const damped = menu(head, {}, {}, [{ edit: 'scale', heads: 'L0H1', factor: 0.5 }]);
    expect(damped.act('Output of L0H1 × 1 again').edits).toEqual([]);
  });

  it('says what cannot be done', () => {
    const { act } = menu({ head: [0, 1] }, {}, { otherWhy: 'Open a second text.' }, [
      { edit: 'scale', heads: 'all', factor: 0 },
    ]);
    expect(act('L0H1 looks as in the other text').why).toBe('Open a second text.');
    expect(act('Switch L0H1 on').why).toContain('list of changes');
  });
});

describe('a word', () => {
  const doctor = { token: { side: 'key', index: 1 } } as const;
  it('that is looked at is hidden, with those pinned beside it', () => {
    const { labels, act } = menu(doctor);
    expect(labels[0]).toBe('Hide “doctor” in L1H0');
    expect(act('Hide “doctor” in all heads')).toMatchObject({ edits: [cut('all', null)], why: null });
    expect(menu(doctor, { keys: [0, 1] }).all[0]).toMatchObject({
      label: 'Hide “The” and “doctor” in L1H0',
      said: '“The” and “doctor” are hidden in L1H0',
    });
    expect(menu(doctor, { queries: [3] }).labels).toContain('Cut “She” → “doctor” in all heads');
    expect(menu({ token: { side: 'key', index: 4 } }).all[0].why).toContain('the model wrote');
  });

  it('that looks is cut from the word pinned at the right', () => {
    const she = { token: { side: 'query', index: 3 } } as const;
    expect(menu(she).all).toMatchObject([{ why: expect.stringContaining('Pin the word') }]);
    expect(menu(she, { keys: [1] }).all[0].edits).toEqual([cut('L1H0')]);
  });
});
