import { promptCount } from '../reading/beginning';
import type { Side } from '../reading/comparison';
import type { Reading } from '../reading/reading';
import type { Target } from '../scene/scene';
import type { State } from '../state/state';
import { comparisonAtStep } from '../state/writing';
import { hoverIn, stateIn } from '../views/compare';
import { marksOf } from '../words/marks';
import type { Parts } from './App';
import type { Snapshot } from './store';

/** The two texts that are open, as the step shows them; null where there is one. */
export function openComparison({ reading, other, state }: Snapshot) {
  return reading && other && state.other !== null ? comparisonAtStep(state, reading, other) : null;
}

/** How many tokens both texts have as they were given; null: the other one is not there. */
export function countsOf({ other }: Snapshot, reading: Reading): { own: number; other: number | null } {
  return { own: promptCount(reading), other: other ? promptCount(other) : null };
}

/** Neurons are those of one text. */
export function sideOf(state: State): State['side'] {
  const one = state.side === 'a' || state.side === 'b';
  return state.scale === 'neurons' && !one ? 'a' : state.side;
}

/** The page's parts as one of the two texts has them: its tokens and marked words, pins and pointer where they are. */
export function partsIn(parts: Parts, side: Side): Parts {
  if (side === 'a' && parts.first) return partsIn(parts.first, 'a');
  const { comparison, snapshot } = parts;
  if (!comparison || parts.first) return parts;
  const reading = comparison[side];
  return {
    ...parts,
    reading,
    text: side,
    first: side === 'b' ? parts : undefined,
    marks: side === 'a' ? parts.marks : marksOf(snapshot.other!, snapshot.lists),
    snapshot: {
      ...snapshot,
      state: stateIn(comparison, snapshot.state, side),
      hover: hoverIn(comparison, snapshot.hover, side),
    },
  };
}

/** A target of a drawing of one text, as the state names it: pins are tokens of the first text. */
export function pinTarget({ comparison, text }: Pick<Parts, 'comparison' | 'text'>, target: Target): Target {
  if (!comparison || text === 'a' || !target.token) return target;
  const index = comparison.partner('b', target.token.index);
  const { token, ...rest } = target;
  return index === null ? rest : { ...rest, token: { ...token, index } };
}

/** What the band of one text shows of the state. */
export function bandOf({ snapshot, marks, theme }: Parts, reading: Reading) {
  const { state, hover } = snapshot;
  const focus = hover.token?.side === 'query' ? hover.token.index : state.queries[0];
  return {
    reading,
    pinned: state.queries,
    pointed: hover.token?.index,
    weights: focus === undefined ? null : reading.row(hover.head ?? state.heads[0], focus),
    marks: state.marks ? marks : null,
    theme,
  };
}
