import { vi } from 'vitest';
import { type Client, type Example, Refusal, ServerGone, type Start } from '../../src/reading/client';
import type { Reading } from '../../src/reading/reading';
import type { Request } from '../../src/reading/types';
import { plain } from '../../src/state/state';
import { sample } from '../sample';

export const she = 'The doctor asked the nurse a question . She';
export const he = 'The doctor asked the nurse a question . He';

/** A server in memory: what it answers can be held back, dropped or refused. */
export class FakeServer {
  gone = false;
  /** Readings that it has forgotten, by id. */
  dropped = new Set<string>();
  /** Texts that it was asked to read, in order. */
  readonly asked: string[] = [];
  /** Rows wait for it. */
  rowsHeld: Promise<void> = Promise.resolve();
  /** All frames wait for it. */
  framesHeld: Promise<void> = Promise.resolve();
  /** Frames after the first wait for it. */
  restHeld: Promise<void> = Promise.resolve();
  examples: Example[] = [];
  open: Start['open'] = null;
  private readonly readings = new Map<string, Reading>();

  readonly client = {
    start: async (): Promise<Start> => {
      this.answer();
      return { version: '1', models: [], examples: this.examples, open: this.open };
    },
    read: (request: Request) => this.read(request),
    layer: async (id: string, layer: number) => {
      this.kept(id);
      return this.readings.get(id)!.details.get(layer)!;
    },
    row: async (id: string, query: number) => {
      await this.rowsHeld;
      this.kept(id);
      const from = this.readings.get(id)!;
      const { layers, heads } = from.info.model;
      const all = Array.from({ length: layers * heads }, (_, i) => [
        ...from.row([Math.floor(i / heads), i % heads], query)!,
      ]);
      return Float32Array.from(all.flat());
    },
  } as unknown as Client;

  private answer(): void {
    if (this.gone) throw new ServerGone();
  }

  private kept(id: string): void {
    this.answer();
    if (this.dropped.has(id)) throw new Refusal('The reading is gone.', 410);
  }

  private async *read({ text }: Request) {
    this.asked.push(text);
    await this.framesHeld;
    this.answer();
    const whole = readingOf(text, `${text} ${this.asked.length}`);
    this.readings.set(whole.info.id, whole);
    const reading = readingOf(text, whole.info.id);
    const { measures } = reading;
    Object.assign(reading, { measures: null, complete: false });
    reading.details.clear();
    yield { arrival: { kind: 'reading', reading }, assembly: { reading } };
    await this.restHeld;
    this.answer();
    reading.measures = measures;
    yield { arrival: { kind: 'measures' }, assembly: { reading } };
    reading.complete = true;
    yield { arrival: { kind: 'done' }, assembly: { reading } };
  }
}

/** Tokens of one text have the ids of their words. */
function readingOf(text: string, id: string): Reading {
  const reading = sample({ tokens: text.split(' ').map(word => ` ${word}`), layers: 2, heads: 2 });
  Object.assign(reading.info, { id, text: ` ${text}` });
  let end = 0;
  for (const token of reading.info.tokens) {
    token.start = end;
    end += token.text.length;
    token.end = end;
    token.id = [...token.text].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003;
  }
  return reading;
}

export const request = (text: string): Request => ({ model: 'sample', text, pair: null, ...plain });

/** Lets everything run that waits for nothing. */
export const flush = () => vi.advanceTimersByTimeAsync(20);
