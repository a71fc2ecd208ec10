import type { Client } from '../reading/client';
import type { Reading } from '../reading/reading';

/** Exact numbers of readings, as the server holds them: asked for when they are needed, each of them once. */
export class Numbers {
  /** The same text read again is another reading, whose numbers are not here yet. */
  private readonly asked = new WeakMap<Reading, Map<string, Promise<void>>>();

  constructor(
    private readonly client: Client,
    private readonly arrived: (reading: Reading) => void,
  ) {}

  layer(reading: Reading, layer: number): Promise<void> {
    return this.once(reading, reading.details.has(layer), `layer ${layer}`, async () => {
      reading.details.set(layer, await this.client.layer(reading.info.id, layer));
    });
  }

  row(reading: Reading, query: number): Promise<void> {
    return this.once(reading, reading.rows.has(query), `row ${query}`, async () => {
      reading.rows.set(query, await this.client.row(reading.info.id, query));
    });
  }

  /** What failed is asked for again by the next who needs it. */
  private once(reading: Reading, here: boolean, what: string, get: () => Promise<void>): Promise<void> {
    if (here) return Promise.resolve();
    const asked = this.asked.get(reading) ?? new Map<string, Promise<void>>();
    this.asked.set(reading, asked);
    const running = asked.get(what);
    if (running) return running;
    const begun = get()
      .then(() => this.arrived(reading))
      .finally(() => asked.delete(what));
    asked.set(what, begun);
    return begun;
  }
}
