import { type Arrival, Assembly, layerDetail, rowWeights } from './assemble';
import { type Effect, type Outcome, type Question, type RankingArrival, rankingArrival } from './effects';
import { chunks, type Frame, frames } from './frames';
import { type CommittedRun, type PairArrival, pairArrival } from './pairs';
import type { LayerDetail } from './reading';
import type { ModelInfo, Request } from './types';

export interface Example {
  title: string;
  model: string;
  text: string;
  pair: string | null;
  /** The two words whose strongest head is opened. */
  link: [from: string, to: string] | null;
  /** The text that it is compared with. */
  other: string | null;
  /** Tokens that the model writes. */
  write: number;
}

export interface Start {
  version: string;
  models: ModelInfo[];
  examples: Example[];
  open: { model: string; text: string | null; pair: string | null } | { reading: string } | null;
}

export interface TokenCount {
  count: number;
  positions: number;
  milliseconds: number | null;
  /** Where the text has to end to fit. */
  cut: number | null;
}

/** The server refused; the message is the library's sentence. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** The server cannot be reached. */
export class ServerGone extends Error {
  constructor() {
    super('Headlight’s server does not answer. Start ./headlight again; this page reconnects by itself.');
  }
}

/** The frames of an answer; where the connection breaks, the server is gone. */
async function* framesOf(answer: Response, signal: AbortSignal): AsyncGenerator<Frame> {
  try {
    yield* frames(chunks(answer.body!));
  } catch (wrong) {
    throw wrong instanceof TypeError && !signal.aborted ? new ServerGone() : wrong;
  }
}

/** All that the page asks the server. */
export class Client {
  constructor(
    private readonly token: string | null,
    private readonly fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
  ) {}

  async start(): Promise<Start> {
    return (await this.ask('start')).json();
  }

  async tokenize(request: Request, signal?: AbortSignal): Promise<TokenCount> {
    return (await this.ask('tokenize', { body: JSON.stringify(request), signal })).json();
  }

  /** `typing`: computes only what is new in the text. */
  read(
    request: Request,
    signal: AbortSignal,
    typing = false,
  ): AsyncGenerator<{ arrival: Arrival; assembly: Assembly }> {
    return this.assemble('readings', { body: JSON.stringify({ ...request, typing }), signal });
  }

  again(id: string, signal: AbortSignal): AsyncGenerator<{ arrival: Arrival; assembly: Assembly }> {
    return this.assemble(`readings/${id}`, { signal });
  }

  open(file: File, signal: AbortSignal): AsyncGenerator<{ arrival: Arrival; assembly: Assembly }> {
    return this.assemble(`files?name=${encodeURIComponent(file.name)}`, { body: file, signal });
  }

  async layer(id: string, layer: number, signal?: AbortSignal): Promise<LayerDetail> {
    return layerDetail(await this.one(`readings/${id}/layers/${layer}`, signal));
  }

  async row(id: string, query: number, signal?: AbortSignal): Promise<Float32Array> {
    return rowWeights(await this.one(`readings/${id}/rows/${query}`, signal));
  }

  /** What a request's edits do; `beside`: another text whose numbers are asked for too. */
  async effects(
    request: Request,
    outcome: Outcome | null,
    signal: AbortSignal,
    beside: string | null = null,
  ): Promise<Effect> {
    return (await this.ask('effects', { body: JSON.stringify({ request, outcome, beside }), signal })).json();
  }

  /** What is tried on every head, head by head as it is known. */
  async *rankings(
    request: Request,
    outcome: Outcome | null,
    question: Question,
    signal: AbortSignal,
  ): AsyncGenerator<RankingArrival> {
    const body = JSON.stringify({ request, outcome, question });
    const answer = await this.ask('rankings', { body, signal });
    let ended = false;
    for await (const frame of framesOf(answer, signal)) {
      ended = frame.header.frame === 'done';
      const arrival = rankingArrival(frame);
      if (arrival) yield arrival;
    }
    if (!ended) throw new ServerGone();
  }

  /** The run over all bundled pairs that was made once. */
  async mediation(): Promise<CommittedRun> {
    return (await this.ask('mediation')).json();
  }

  /** Measures pairs of prompts, one by one: bundled ones, or one of the reader's own. */
  async *mediations(
    asked:
      | { model: string; set: string; limit: number | null }
      | { model: string; pair: { she: string; he: string; stereo: string; anti: string } },
    signal: AbortSignal,
  ): AsyncGenerator<PairArrival> {
    const answer = await this.ask('mediations', { body: JSON.stringify(asked), signal });
    let ended = false;
    for await (const frame of framesOf(answer, signal)) {
      ended = frame.header.frame === 'done';
      const arrival = pairArrival(frame);
      if (arrival) yield arrival;
    }
    if (!ended) throw new ServerGone();
  }

  private async *assemble(path: string, options: { body?: BodyInit; signal: AbortSignal }) {
    const assembly = new Assembly();
    const answer = await this.ask(path, options);
    for await (const frame of framesOf(answer, options.signal)) {
      const arrival = assembly.add(frame);
      if (arrival) yield { arrival, assembly };
    }
    if (!assembly.reading?.complete) throw new ServerGone();
  }

  private async one(path: string, signal?: AbortSignal): Promise<Frame> {
    const answer = await this.ask(path, { signal });
    let only: Frame | null = null;
    for await (const frame of frames(chunks(answer.body!))) only = frame;
    if (!only) throw new ServerGone();
    if (only.header.frame === 'error') throw new Refusal(String(only.header.message), 500);
    return only;
  }

  private async ask(
    path: string,
    options: { body?: BodyInit; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.token) headers['X-Headlight-Token'] = this.token;
    if (typeof options.body === 'string') headers['Content-Type'] = 'application/json';
    let answer: Response;
    try {
      answer = await this.fetch(`/api/${path}`, {
        method: options.body === undefined ? 'GET' : 'POST',
        body: options.body,
        headers,
        signal: options.signal,
      });
    } catch (wrong) {
      if (options.signal?.aborted) throw wrong;
      throw new ServerGone();
    }
    if (answer.ok) return answer;
    const said = await answer.json().catch(() => null);
    throw new Refusal(said?.message ?? `The server answered with status ${answer.status}.`, answer.status);
  }
}
