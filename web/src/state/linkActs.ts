import { promptCount } from '../reading/beginning';
import { toggleCut } from '../reading/edits';
import { headName, quoted, type Reading } from '../reading/reading';
import type { HeadId } from '../reading/types';
import type { Act, Acted, Scenery } from './acts';
import { turn } from './headActs';
import type { State } from './state';

type Link = NonNullable<Acted['link']>;
type Token = NonNullable<Acted['token']>;

/** Cutting a link, pinning its words, switching its head off. */
export function linkActs(head: HeadId, { query, key }: Link, scenery: Scenery): Act[][] {
  const { state, text } = scenery;
  const edits = state.request?.edits ?? [];
  const pinned = String(state.queries) === String(query) && String(state.keys) === String(key);
  const pin: Act = {
    label: 'Pin both words',
    said: 'Both words are pinned',
    why: text === 'b' ? 'Words are pinned in text A.' : pinned ? 'They are pinned.' : null,
    pins: { queries: [query], keys: [key] },
  };
  return [cuts(scenery, head, [query], [key]), [pin, turn(edits, [head], headName(head))]];
}

/** Hiding a word that is looked at; cutting what it has to do with the words pinned at the other side. */
export function tokenActs({ side, index }: Token, scenery: Scenery): Act[][] {
  const { state } = scenery;
  const { queries, keys, heads } = state;
  const together = (pinned: readonly number[]) => (pinned.includes(index) ? pinned : [index]);
  if (side === 'key') {
    const links = queries.length ? [cuts(scenery, heads[0], queries, together(keys))] : [];
    return [cuts(scenery, heads[0], null, together(keys)), ...links];
  }
  if (keys.length) return [cuts(scenery, heads[0], together(queries), keys)];
  const label = `Cut ${quoted(scenery.reading, index)} → …`;
  return [[{ label, said: '', why: 'Pin the word at the right that it looks at.', edits: [] }]];
}

/** Weights on keys taken away in a head, in those that are shown, in all; from all queries where there are none. */
function cuts(
  { state, reading }: Scenery,
  head: HeadId,
  queries: readonly number[] | null,
  keys: readonly number[],
): Act[] {
  const names = (list: readonly number[]) => list.map(index => quoted(reading, index)).join(' and ');
  const what = queries ? `${names(queries)} → ${names(keys)}` : names(keys);
  const [act, done] = queries ? ['Cut', 'cut'] : ['Hide', 'hidden'];
  const why = uncuttable(reading, queries ?? [], keys);
  const edits = state.request?.edits ?? [];
  return places(state, head).map(({ heads, where }) => {
    const next = toggleCut(edits, heads, queries, keys);
    const back = next.length < edits.length;
    return {
      label: back ? `Undo: ${what} ${done} in ${where}` : `${act} ${what} in ${where}`,
      said: `${what} ${keys.length > 1 && !queries ? 'are' : 'is'} ${back ? 'no longer ' : ''}${done} in ${where}`,
      why,
      edits: next,
    };
  });
}

function places({ heads }: State, head: HeadId): { heads: readonly HeadId[] | null; where: string }[] {
  const shown = heads.length > 1 ? [{ heads, where: `the ${heads.length} shown heads` }] : [];
  return [{ heads: [head], where: headName(head) }, ...shown, { heads: null, where: 'all heads' }];
}

/** As the server would refuse it. */
function uncuttable(reading: Reading, queries: readonly number[], keys: readonly number[]): string | null {
  const end = promptCount(reading);
  if ([...queries, ...keys].some(index => index >= end))
    return 'Words that the model wrote cannot be cut or hidden.';
  const later = reading.causal && queries.some(query => keys.every(key => key > query));
  return later ? 'A word cannot look at one that comes after it.' : null;
}
