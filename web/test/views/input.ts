import type { Reading } from '../../src/reading/reading';
import { light } from '../../src/scales/theme';
import type { Mark, Scene } from '../../src/scene/scene';
import { initial, type State } from '../../src/state/state';
import type { Hover, ViewInput } from '../../src/views/view';
import { sample } from '../sample';

export const nurse = (more: Parameters<typeof sample>[0] = {}): Reading =>
  sample({
    tokens: words('The doctor asked the nurse a question . She said , "'),
    layers: 3,
    heads: 9,
    size: 8,
    rule: { scale: 0.15 },
    ...more,
  });

export const catMat = (more: Parameters<typeof sample>[0] = {}): Reading =>
  sample({
    tokens: '[CLS] the cat sat on the mat [SEP] the cat lay on the rug [SEP]'.split(' '),
    pairFrom: 8,
    causal: false,
    layers: 2,
    heads: 12,
    rule: { scale: 0.2 },
    parked: [0, 7, 14],
    ...more,
  });

export function words(text: string): string[] {
  return text.split(' ').map(word => ` ${word}`);
}

/** A text of `count` tokens with repeated words. */
export function longText(count: number): string[] {
  const all = words('the rabbit hole went straight on like a tunnel for some way and then dipped suddenly');
  return Array.from({ length: count }, (_, i) => all[(i * i + 3 * i) % all.length]);
}

export function input(
  reading: Reading,
  { state = {}, ...rest }: { state?: Partial<State>; hover?: Hover } & Partial<Omit<ViewInput, 'state'>>,
): ViewInput {
  const common = { hover: {}, width: 876, height: 560, theme: light };
  return { reading, ...common, ...rest, state: { ...initial, ...state } };
}

export const texts = (scene: Scene): string[] =>
  scene.marks.flatMap(mark => (mark.kind === 'text' ? [mark.text] : []));

export const curves = (scene: Scene) => scene.marks.filter(mark => mark.kind === 'curve');

/** Every number of a mark that is a place or a size. */
export function extent(mark: Mark): { x: number[]; y: number[] } {
  switch (mark.kind) {
    case 'rect':
    case 'cells':
    case 'raster':
      return { x: [mark.x, mark.x + mark.width], y: [mark.y, mark.y + mark.height] };
    case 'curve':
    case 'line':
      return { x: [mark.x0, mark.x1], y: [mark.y0, mark.y1] };
    case 'text':
    case 'triangle':
      return { x: [mark.x], y: [mark.y] };
    case 'lines': {
      const pick = (a: number) => Array.from(mark.values).filter((_, i) => i % 5 === a || i % 5 === a + 2);
      return { x: pick(0), y: pick(1) };
    }
  }
}
