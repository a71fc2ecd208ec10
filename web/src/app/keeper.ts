import type { Edit, Request } from '../reading/types';
import { textKey } from './effects';
import type { Store } from './store';

/** Edits name tokens, so they stay only while the text has the same ones. */
export class Keeper {
  /** The text that the edits were made for. */
  private text: string | null = null;
  private ids: string | null = null;

  constructor(private readonly store: Store) {}

  /** The edits of this request are meant for its text. */
  keep(request: Request): void {
    const text = textKey(request);
    if (this.text !== text) this.ids = null;
    this.text = text;
    this.say(null);
  }

  /** What is read: without edits that were made for another text; `kept` has them until its tokens are known. */
  before(request: Request): { reads: Request; kept: readonly Edit[] | null } {
    this.ids = this.tokens() ?? this.ids;
    if (!request.edits.length || this.text === null || this.text === textKey(request)) {
      if (request.edits.length) this.say(null);
      return { reads: request, kept: null };
    }
    return { reads: { ...request, edits: [] }, kept: request.edits };
  }

  /** True where the text that was read has the tokens that the edits were made for; else says that they are gone. */
  fits(request: Request, edits: readonly Edit[]): boolean {
    const { reading, state } = this.store.get();
    if (state.request !== request || !reading?.complete) return false;
    const same = idsOf(reading.info.tokens) === this.ids;
    if (!same) {
      const what = edits.length === 1 ? 'The change is' : `The ${edits.length} changes are`;
      this.say(`${what} gone: the text has other tokens now.`);
    }
    return same;
  }

  /** Tokens of the reading on the page, where it is of the text that the edits were made for. */
  private tokens(): string | null {
    const { reading, state } = this.store.get();
    return reading && state.request && textKey(state.request) === this.text
      ? idsOf(reading.info.tokens)
      : null;
  }

  private say(dropped: string | null): void {
    const { measured } = this.store.get();
    if (measured.dropped === dropped) return;
    this.store.set({ measured: { ...measured, dropped }, ...(dropped ? { said: dropped } : {}) });
  }
}

const idsOf = (tokens: readonly { id: number; source: string }[]): string =>
  tokens
    .filter(token => token.source !== 'generated')
    .map(token => token.id)
    .join();
