import { ServerGone } from '../reading/client';
import type { Store } from './store';

/** Milliseconds between two tries. */
const pause = 1000;

/** Says what went wrong. Where the server does not answer, it is asked again and again until it is back. */
export class Connection {
  private waiting = false;

  constructor(
    private readonly store: Store,
    /** Goes on with what the server did not finish. */
    private readonly resume: () => Promise<unknown>,
  ) {}

  fail(wrong: unknown): void {
    const problem = wrong instanceof Error ? wrong.message : String(wrong);
    this.store.set({ job: null, writing: null, problem });
    if (!(wrong instanceof ServerGone)) return;
    this.store.set({ gone: true });
    this.wait();
  }

  private wait(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.reconnect();
    }, pause);
  }

  private async reconnect(): Promise<void> {
    if (!this.store.get().gone) return;
    try {
      const start = await this.store.client.start();
      this.store.set({ start, gone: false, problem: null });
    } catch (wrong) {
      if (wrong instanceof ServerGone) return this.wait();
      this.store.set({ gone: false });
      return this.fail(wrong);
    }
    await this.resume();
  }
}
