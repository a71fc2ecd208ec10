import type { Frame } from './frames';
import { type LayerDetail, Reading } from './reading';
import type { Generated, Measures, ReadingInfo } from './types';

/** What a frame did to a reading in the making. */
export type Arrival =
  | { kind: 'progress'; stage: string; done: number; total: number }
  | { kind: 'reading'; reading: Reading }
  | { kind: 'layer'; layer: number }
  | { kind: 'measures' }
  | { kind: 'token'; token: Generated }
  | { kind: 'done'; milliseconds: number };

/** Puts the frames of one answer together. An `error` frame throws its sentence. */
export class Assembly {
  reading: Reading | null = null;

  add({ header, payload }: Frame): Arrival | null {
    switch (header.frame) {
      case 'progress':
        return {
          kind: 'progress',
          stage: header.stage as string,
          done: header.done as number,
          total: header.total as number,
        };
      case 'reading':
        this.reading = new Reading(header as unknown as ReadingInfo);
        return { kind: 'reading', reading: this.reading };
      case 'layer':
        this.reading!.layers[header.layer as number] = {
          blocks: header.blocks as number,
          bytes: payload,
          parked: header.parked as number[],
        };
        return { kind: 'layer', layer: header.layer as number };
      case 'measures':
        this.reading!.measures = header as unknown as Measures;
        return { kind: 'measures' };
      case 'token':
        return { kind: 'token', token: header as unknown as Generated };
      case 'done':
        this.reading!.complete = true;
        return { kind: 'done', milliseconds: header.milliseconds as number };
      case 'error':
        throw new Error(header.message as string);
      default:
        return null; // frames of a newer server
    }
  }
}

/** Cuts the payload of a `layer-detail` frame into its parts. */
export function layerDetail({ header, payload }: Frame): LayerDetail {
  const { heads, keyValueHeads, headSize, tokens } = header as unknown as Record<string, number>;
  const sizes: Record<string, number> = {
    q: heads * tokens * headSize,
    k: keyValueHeads * tokens * headSize,
    norms: heads * tokens,
    pattern: heads * tokens * tokens,
  };
  const detail: Record<string, Float32Array> = {};
  let start = 0;
  for (const part of header.parts as string[]) {
    const end = start + 4 * sizes[part];
    detail[part] = new Float32Array(payload.slice(start, end).buffer);
    start = end;
  }
  return detail;
}

export function rowWeights({ payload }: Frame): Float32Array {
  return new Float32Array(payload.slice().buffer);
}
