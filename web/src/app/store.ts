import type { Client, Start } from '../reading/client';
import type { Reading } from '../reading/reading';
import type { Generated } from '../reading/types';
import { toAddress } from '../state/address';
import { initial, type State } from '../state/state';
import type { Hover } from '../views/view';
import type { WordList } from '../words/lists';
import type { OpenMenu } from './ActPane';
import { type Answered, notAnswered } from './answers';
import { type Measured, nothingMeasured } from './effects';
import { noPairs, type PairResults } from './pairs';

/** Long work on the server. */
export interface Job {
  stage: string;
  done: number;
  total: number;
  cancel(): void;
}

/** What the page shows; replaced as a whole at every change. */
export interface Snapshot {
  start: Start | null;
  state: State;
  hover: Hover;
  reading: Reading | null;
  /** The second text, where two are compared. */
  other: Reading | null;
  /** The field for the second text is open. */
  comparing: boolean;
  /** Grows with everything that arrives in the reading. */
  arrived: number;
  job: Job | null;
  /** What the model writes, as far as it has arrived; null while it does not write. */
  writing: readonly Generated[] | null;
  /** A sentence for the reader, in place. */
  problem: string | null;
  gone: boolean;
  editing: boolean;
  /** Why the page opened on the head it shows; null once the reader chose. */
  why: string | null;
  said: string;
  /** The menu of changes that is open. */
  menu: OpenMenu | null;
  /** The reader's own lists of words. */
  lists: readonly WordList[];
  /** What changes do. */
  measured: Measured;
  /** What becomes of the first text with the second's attention. */
  answer: Answered;
  /** What attention carries in pairs of prompts. */
  pairs: PairResults;
}

/** Holds the snapshot, tells listeners once a frame, and keeps address and history. */
export class Store {
  private current: Snapshot = {
    start: null,
    state: initial,
    hover: {},
    reading: null,
    other: null,
    comparing: false,
    arrived: 0,
    job: null,
    writing: null,
    problem: null,
    gone: false,
    editing: false,
    why: null,
    said: '',
    menu: null,
    lists: [],
    measured: nothingMeasured,
    answer: notAnswered,
    pairs: noPairs,
  };
  private readonly listeners = new Set<() => void>();
  private undone: State[] = [];
  private past: State[] = [];
  private frame = 0;

  constructor(readonly client: Client) {}

  get = (): Snapshot => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(change: Partial<Snapshot>): void {
    this.current = { ...this.current, ...change };
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        for (const listener of this.listeners) listener();
      });
    }
  }

  /** Changes what the reader chose. Another scale or text is a step that the browser's back button undoes. */
  change(next: (state: State) => State): void {
    const before = this.current.state;
    const after = next(before);
    if (after === before) return;
    this.past.push(before);
    if (this.past.length > 200) this.past.shift();
    this.undone = [];
    this.show(after, before);
  }

  /** Changes what the reader did not choose: no step to undo. */
  correct(next: (state: State) => State): void {
    const before = this.current.state;
    const after = next(before);
    if (after !== before) this.show(after);
  }

  undo(): void {
    const state = this.past.pop();
    if (!state) return;
    this.undone.push(this.current.state);
    this.show({ ...state, request: this.current.state.request, file: this.current.state.file });
  }

  redo(): void {
    const state = this.undone.pop();
    if (!state) return;
    this.past.push(this.current.state);
    this.show({ ...state, request: this.current.state.request, file: this.current.state.file });
  }

  point(hover: Hover): void {
    if (JSON.stringify(hover) !== JSON.stringify(this.current.hover)) this.set({ hover });
  }

  private show(state: State, before?: State): void {
    this.set({ state });
    const step = before && (before.scale !== state.scale || before.request !== state.request);
    const address = `#${toAddress(state)}`;
    if (address === location.hash) return;
    if (step) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }
}
