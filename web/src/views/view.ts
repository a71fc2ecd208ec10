import type { Comparison } from '../reading/comparison';
import type { HeadEffects } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { HeadId } from '../reading/types';
import type { Theme } from '../scales/theme';
import type { Scene, Table, Target } from '../scene/scene';
import type { State } from '../state/state';
import type { Marks } from '../words/marks';

/** What the pointer or the keyboard is on. Never part of the address. */
export interface Hover {
  token?: { side: 'query' | 'key'; index: number };
  /** The token is one of the second text. */
  text?: 'a' | 'b';
  head?: HeadId;
  neuron?: number;
}

export interface ViewInput {
  reading: Reading;
  state: State;
  hover: Hover;
  width: number;
  height: number;
  theme: Theme;
  /** Fingers point: rows are at least 24 high. */
  touch?: boolean;
  /** Words that are underlined; none where the reader turned them off. */
  marks?: Marks;
  /** The text that this one is compared with. */
  comparison?: Comparison;
  /** What was tried on every head, where something was. */
  effects?: HeadEffects;
}

/** A pure drawing: the same input gives the same scene. */
export interface View {
  name: string;
  scene(input: ViewInput): Scene;
  /** Drawn above the scene and redrawn while pointing; the scene stays as it is where it is the same object. */
  overlay?(input: ViewInput): Scene;
  /** What a bitmap of the scene holds under a point. */
  at?(input: ViewInput, x: number, y: number): Target | null;
  /** What a bitmap of the scene holds under a point. */
  at?(input: ViewInput, x: number, y: number): Target | null;
  /** What a tooltip says of a mark that carries no words itself. */
  tip?(input: ViewInput, target: Target): string[] | null;
  /** The drawing's numbers, in its order. */
  table(input: ViewInput): Table;
}
