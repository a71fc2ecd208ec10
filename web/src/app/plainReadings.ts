import { type Client, Refusal } from '../reading/client';
import type { Question } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { Request } from '../reading/types';
import type { Numbers } from './numbers';
import { isOf, note } from './readingOf';

/** Readings of texts as they were given, with the rows whose weights stand beside effects. */
export class PlainReadings {
  constructor(
    private readonly client: Client,
    private readonly numbers: Numbers,
  ) {}

  /** The reading on the page, where it is of the text as it was given; else one that is read for it. */
  of(shown: Reading | null, request: Request, signal: AbortSignal): Promise<Reading> | Reading {
    const plain =
      isOf(shown, request) && shown.complete && !shown.info.edits.json.length && !shown.info.generated.length;
    return plain ? shown : this.read(request, signal);
  }

  async withRows(
    shown: Reading | null,
    request: Request,
    asked: Question,
    pinned: readonly number[],
    signal: AbortSignal,
  ): Promise<Reading> {
    let plain = await this.of(shown, request, signal);
    try {
      await this.rows([plain], asked, pinned);
    } catch (wrong) {
      if (!(wrong instanceof Refusal) || wrong.status !== 410) throw wrong;
      plain = await this.read(request, signal); // a server that was started anew does not hold it
      await this.rows([plain], asked, pinned);
    }
    return plain;
  }

  /** Rows of the queries that are cut, else of those pinned, else of the last token. */
  async rows(readings: readonly Reading[], asked: Question, pinned: readonly number[]): Promise<void> {
    const { count } = readings[0];
    const there = (queries: readonly number[]) => queries.filter(query => query < count);
    const own = there(pinned);
    // The server refuses by name to cut a token that is not there.
    const queries = asked.kind === 'cut' ? there(asked.queries ?? []) : own.length ? own : [count - 1];
    await Promise.all(readings.flatMap(reading => queries.map(query => this.numbers.row(reading, query))));
  }

  private async read(request: Request, signal: AbortSignal): Promise<Reading> {
    let last: Reading | null = null;
    for await (const { assembly } of this.client.read(request, signal)) last = assembly.reading;
    note(last!, request);
    return last!;
  }
}
