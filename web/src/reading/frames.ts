/** A piece of a stream; docs/wire.md lists what its header says. */
export interface Frame {
  header: { frame: string } & Record<string, unknown>;
  payload: Uint8Array;
}

const utf8 = new TextDecoder();

/** Cuts a stream of bytes into frames as they become complete; an end inside a frame is an error. */
export async function* frames(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let pending = new Uint8Array(0);
  for await (const chunk of stream) {
    pending = pending.length ? join(pending, chunk) : chunk.slice();
    for (;;) {
      const frame = cut(pending);
      if (!frame) break;
      pending = pending.subarray(frame.length);
      yield frame;
    }
  }
  if (pending.length) throw new Error('The server stopped in the middle of an answer; read the text again.');
}

function cut(bytes: Uint8Array): (Frame & { length: number }) | null {
  if (bytes.length < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = view.getUint32(0, true);
  if (bytes.length < 8 + header) return null;
  const payload = view.getUint32(4 + header, true);
  const length = 8 + header + payload;
  if (bytes.length < length) return null;
  return {
    header: JSON.parse(utf8.decode(bytes.subarray(4, 4 + header))),
    payload: bytes.slice(8 + header, length),
    length,
  };
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The chunks of an answer's body; leaving the loop closes the connection. */
export async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}
