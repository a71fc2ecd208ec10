import { headIsOff, scaleHeads, switchOff, toggleOff, togglePatterns } from '../reading/edits';
import { headName } from '../reading/reading';
import type { Edit, HeadId } from '../reading/types';
import type { Act, Scenery } from './acts';

const half = 0.5;

/** Switching a head off, damping it, giving it the other text’s pattern; then the same for the chosen heads. */
export function headActs(head: HeadId, scenery: Scenery): Act[][] {
  const { heads } = scenery.state;
  const group = heads.length > 1 ? [actsOf(heads, `the ${heads.length} selected heads`, scenery)] : [];
  return [actsOf([head], headName(head), scenery), ...group];
}

function actsOf(heads: readonly HeadId[], who: string, { state, otherWhy }: Scenery): Act[] {
  const edits = state.request?.edits ?? [];
  const one = heads.length === 1;
  const Who = who[0].toUpperCase() + who.slice(1);
  const [is, looks] = one ? ['is', 'looks'] : ['are', 'look'];
  const scaled = heads.every(head => factorOf(edits, head) === half);
  const other = state.other ?? '';
  const taken = togglePatterns(edits, heads, other);
  const back = taken.length < edits.length;
  const text = back ? 'this text again' : 'the other text';
  return [
    turn(edits, heads, who),
    change(edits, switchOff(edits, heads, true), {
      label: `${Who} off by 0 (out of distribution)`,
      said: `${Who} ${is} off by 0`,
    }),
    change(edits, scaleHeads(edits, heads, scaled ? 1 : half), {
      label: `Output of ${who} × ${scaled ? '1 again' : half}`,
      said: `The output of ${who} is times ${scaled ? 1 : half}`,
    }),
    {
      label: `${Who} ${looks} as in ${text}`,
      said: `${Who} ${looks} as in ${text}`,
      why: back ? null : otherWhy,
      edits: taken,
    },
  ];
}

function change(edits: readonly Edit[], next: Edit[], words: Pick<Act, 'label' | 'said'>): Act {
  const same = JSON.stringify(next) === JSON.stringify(edits);
  const why = same ? 'The list of changes at the right says so already.' : null;
  return { ...words, why, edits: next };
}

/** Off, or on again. */
export function turn(edits: readonly Edit[], heads: readonly HeadId[], who: string): Act {
  const off = heads.every(head => headIsOff(edits, head));
  const said = `${who[0].toUpperCase()}${who.slice(1)} ${heads.length === 1 ? 'is' : 'are'} ${off ? 'on' : 'off'}`;
  const act = change(edits, toggleOff(edits, heads), { label: `Switch ${who} ${off ? 'on' : 'off'}`, said });
  return off && act.why
    ? { ...act, why: 'A change of more heads says so: undo it in the list of changes.' }
    : act;
}

function factorOf(edits: readonly Edit[], head: HeadId): unknown {
  return edits.find(({ edit, heads }) => edit === 'scale' && heads === headName(head))?.factor;
}
