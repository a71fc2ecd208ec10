import type { Theme } from '../scales/theme';
import { drawCanvas } from './canvas';
import type { Scene, Text } from './scene';
import { toSvg } from './svg';

const lineHeight = 16;

/** A scene with lines of caption below it, texts as text. Fonts are named, not embedded. */
export function svgPicture(scene: Scene, captions: readonly string[], theme: Theme): Blob {
  return new Blob([toSvg(captioned(scene, captions, theme))], { type: 'image/svg+xml' });
}

/** The same as pixels, `scale` of them to each of the scene's. */
export async function pngPicture(
  scene: Scene,
  captions: readonly string[],
  theme: Theme,
  scale = 2,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  drawCanvas(canvas, captioned(scene, captions, theme), { ratio: scale, tokens: true, background: true });
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob =>
      blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.')),
    );
  });
}

export function captioned(scene: Scene, captions: readonly string[], theme: Theme): Scene {
  const texts = captions.map((text, i): Text => {
    const y = scene.height + 12 + i * lineHeight;
    return { kind: 'text', x: 8, y, text, size: 11, fill: theme.muted };
  });
  const height = scene.height + (captions.length ? captions.length * lineHeight + 10 : 0);
  return { ...scene, height, marks: [...scene.marks, ...texts] };
}
