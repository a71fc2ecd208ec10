import type { Side } from '../reading/comparison';
import { headName, quoted, type Reading } from '../reading/reading';
import type { Edit, HeadId } from '../reading/types';
import { headActs } from './headActs';
import { linkActs, tokenActs } from './linkActs';
import type { State } from './state';

/** What a menu of changes is opened on: a link of a head, a token of a column, or a head. */
export interface Acted {
  head?: HeadId;
  link?: { query: number; key: number };
  token?: { side: 'query' | 'key'; index: number };
}

/** What it is opened in. */
export interface Scenery {
  state: State;
  /** Of the text that is drawn; the state names tokens of the first one. */
  reading: Reading;
  text: Side;
  /** Why patterns of the other text cannot be taken over; null where they can. */
  otherWhy: string | null;
}

/** One thing that can be done; `edits` are all that then hold. */
export interface Act {
  label: string;
  /** In words, once it is done. */
  said: string;
  /** Why it cannot be done; empty where the menu’s note says so. */
  why: string | null;
  edits?: readonly Edit[];
  pins?: Pick<State, 'queries' | 'keys'>;
}

export interface Acts {
  heading: string;
  /** Why nothing can be changed here. */
  note: string | null;
  groups: Act[][];
}

/** What can be done with what is drawn. */
export function actsOn(acted: Acted, scenery: Scenery): Acts {
  const { head = scenery.state.heads[0], link, token } = acted;
  const note = unchangeable(scenery);
  const name = (index: number) => quoted(scenery.reading, index);
  if (token) return withheld({ heading: name(token.index), note, groups: tokenActs(token, scenery) });
  if (!link) return withheld({ heading: headName(head), note, groups: headActs(head, scenery) });
  const heading = `${headName(head)}: ${name(link.query)} → ${name(link.key)}`;
  return withheld({ heading, note, groups: linkActs(head, link, scenery) });
}

function unchangeable({ state, text }: Scenery): string | null {
  if (!state.request) return 'A reading from a file cannot be changed: it is not run again.';
  return text === 'b' ? 'Changes are made to text A only.' : null;
}

/** Where nothing can be changed, what changes is withheld and the rest stays. */
function withheld({ heading, note, groups }: Acts): Acts {
  if (note === null) return { heading, note, groups };
  const closed = groups.map(group => group.map(act => (act.edits ? { ...act, why: '' } : act)));
  return { heading, note, groups: closed };
}
