import { createPortal } from 'preact/compat';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { HeadEffects } from '../reading/effects';
import { headName, type Reading } from '../reading/reading';
import type { HeadId } from '../reading/types';
import type { ParkedMode } from '../reading/weights';
import { effectWords } from '../scales/format';
import type { Theme } from '../scales/theme';
import { drawCanvas } from '../scene/canvas';
import { measureLines, previewScene, strongestLinks } from '../views/model/preview';

interface Props {
  reading: Reading;
  head: HeadId;
  mode: ParkedMode;
  theme: Theme;
  /** Grows with what arrives: the exact numbers follow the drawing. */
  arrived: number;
  effects?: HeadEffects;
  /** The cell, in the window. */
  cell(): { left: number; right: number; top: number } | null;
}

/** The head under the pointer, large, with its strongest links and its measures. */
export function Preview({ reading, head, mode, theme, arrived, effects, cell }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  const scene = useMemo(
    () => previewScene(reading, head, mode, theme),
    [reading, head[0], head[1], mode, theme],
  );
  const links = useMemo(
    () => strongestLinks(reading, head, mode, 3),
    [reading, head[0], head[1], mode, arrived],
  );
  useLayoutEffect(() => {
    if (scene && canvas.current) drawCanvas(canvas.current, scene, { ratio: devicePixelRatio });
  });
  useLayoutEffect(() => {
    const box = cell();
    if (!box) return;
    const { offsetWidth: width, offsetHeight: height } = card.current!;
    const left = box.right + 12 + width > innerWidth ? box.left - width - 12 : box.right + 12;
    setAt({ left, top: Math.max(8, Math.min(innerHeight - height - 8, box.top - height / 3)) });
  }, [scene, links.length]);
  if (!scene) return null;
  const style = at ?? { left: -1000, top: 0 };
  return createPortal(
    <div class="tip preview" ref={card} style={{ ...style, width: Math.max(260, scene.width) + 20 }}>
      <div class="title">{headName(head)}</div>
      <div>effect: {effectWords(effects?.changes[head[0] * reading.heads + head[1]] ?? NaN)}</div>
      <canvas ref={canvas} />
      {links.map(link => (
        <div key={link}>{link}</div>
      ))}
      <p class="note">{measureLines(reading, head).join(' · ')}</p>
    </div>,
    document.body,
  );
}
