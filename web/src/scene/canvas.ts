import type { Cells, Curve, Lines, Mark, Raster, Rect, Scene, Text } from './scene';

export const fontFamily = '"IBM Plex Sans", system-ui, sans-serif';

/** Sizes a canvas for the screen's pixels and draws a scene on it; token texts only where asked for. */
export function drawCanvas(
  canvas: HTMLCanvasElement,
  scene: Scene,
  { ratio = 1, tokens = false, background = false } = {},
): void {
  const width = Math.round(scene.width * ratio);
  const height = Math.round(scene.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${scene.width}px`;
    canvas.style.height = `${scene.height}px`;
  }
  const pen = canvas.getContext('2d')!;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, scene.width, scene.height);
  if (background) {
    pen.fillStyle = scene.background;
    pen.fillRect(0, 0, scene.width, scene.height);
  }
  for (const mark of scene.marks) draw(pen, mark, tokens);
  pen.globalAlpha = 1;
}

function draw(pen: CanvasRenderingContext2D, mark: Mark, tokens: boolean): void {
  pen.globalAlpha = mark.opacity ?? 1;
  switch (mark.kind) {
    case 'rect':
      rect(pen, mark);
      return;
    case 'curve':
      curve(pen, mark);
      return;
    case 'line':
      stroke(pen, mark.stroke, mark.width, mark.dash);
      pen.beginPath();
      pen.moveTo(mark.x0, mark.y0);
      pen.lineTo(mark.x1, mark.y1);
      pen.stroke();
      return;
    case 'text':
      if (!mark.token || tokens) text(pen, mark);
      return;
    case 'lines':
      lines(pen, mark);
      return;
    case 'raster':
      raster(pen, mark);
      return;
    case 'cells':
      cells(pen, mark);
      return;
    case 'triangle':
      pen.fillStyle = mark.fill;
      pen.beginPath();
      pen.moveTo(mark.x, mark.y);
      pen.lineTo(mark.x - mark.size / 2, mark.y - mark.size);
      pen.lineTo(mark.x + mark.size / 2, mark.y - mark.size);
      pen.fill();
  }
}

function rect(pen: CanvasRenderingContext2D, mark: Rect): void {
  pen.beginPath();
  if (mark.radius) pen.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
  else pen.rect(mark.x, mark.y, mark.width, mark.height);
  if (mark.fill) {
    pen.fillStyle = mark.fill;
    pen.fill();
  }
  if (mark.stroke) {
    stroke(pen, mark.stroke, mark.strokeWidth ?? 1, mark.dash);
    pen.stroke();
  }
}

function stroke(
  pen: CanvasRenderingContext2D,
  colour: string,
  width: number,
  dash?: readonly number[],
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash((dash as number[]) ?? []);
}

function curve(pen: CanvasRenderingContext2D, { x0, y0, x1, y1, stroke: colour, width, dash }: Curve): void {
  stroke(pen, colour, width, dash);
  const middle = (x0 + x1) / 2;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  pen.stroke();
}

function text(pen: CanvasRenderingContext2D, mark: Text): void {
  pen.font = `${mark.weight ?? 400} ${mark.size}px ${fontFamily}`;
  pen.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
  pen.textBaseline = 'middle';
  pen.fillStyle = mark.fill;
  let shown = mark.text;
  if (mark.maxWidth !== undefined) {
    while (shown.length > 1 && pen.measureText(shown).width > mark.maxWidth) {
      shown = `${shown.replace(/…$/, '').slice(0, -1)}…`;
    }
  }
  pen.fillText(shown, mark.x, mark.y);
}

/** Cells of one sign and like strength share a colour: changing it costs more than a rectangle. */
function cells(pen: CanvasRenderingContext2D, mark: Cells): void {
  const opacity = pen.globalAlpha;
  const wide = mark.width / mark.values.length;
  const shown = Math.max(0.9, wide > 3 ? wide - 0.5 : wide);
  for (const sign of [1, -1]) {
    pen.fillStyle = sign > 0 ? mark.positive : mark.negative;
    for (let i = 0; i < mark.values.length; i++) {
      const v = mark.values[i] * sign;
      if (v <= 0) continue;
      pen.globalAlpha = opacity * Math.min(1, v / mark.scale);
      pen.fillRect(mark.x + i * wide, mark.y, shown, mark.height);
    }
  }
}

function lines(pen: CanvasRenderingContext2D, { values, stroke: colour, width, clip }: Lines): void {
  pen.save();
  if (clip) {
    pen.beginPath();
    pen.rect(clip.x, clip.y, clip.width, clip.height);
    pen.clip();
  }
  stroke(pen, colour, width);
  const opacity = pen.globalAlpha;
  // Lines of like opacity share one path: a stroke costs far more than a segment.
  const levels = new Map<number, number[]>();
  for (let i = 0; i < values.length; i += 5) {
    const level = Math.max(1, Math.round(values[i + 4] * 16));
    const starts = levels.get(level);
    if (starts) starts.push(i);
    else levels.set(level, [i]);
  }
  for (const [level, starts] of [...levels].sort((a, b) => a[0] - b[0])) {
    pen.globalAlpha = (opacity * level) / 16;
    pen.beginPath();
    for (const i of starts) {
      pen.moveTo(values[i], values[i + 1]);
      pen.lineTo(values[i + 2], values[i + 3]);
    }
    pen.stroke();
  }
  pen.restore();
}

const bitmaps = new WeakMap<Uint8ClampedArray, { fill: string; canvas: HTMLCanvasElement }>();

function raster(pen: CanvasRenderingContext2D, mark: Raster): void {
  let kept = bitmaps.get(mark.alpha);
  if (!kept || kept.fill !== mark.fill) {
    kept = { fill: mark.fill, canvas: bitmap(mark, pen.canvas.ownerDocument) };
    bitmaps.set(mark.alpha, kept);
  }
  pen.imageSmoothingEnabled = mark.columns > mark.width * pen.getTransform().a * 0.75;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(kept.canvas, mark.x, mark.y, mark.width, mark.height);
}

/** The raster's own pixels; also the PNG that an SVG embeds. */
export function bitmap(mark: Raster, document: Document): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = mark.columns;
  canvas.height = mark.rows;
  const pen = canvas.getContext('2d')!;
  const image = pen.createImageData(mark.columns, mark.rows);
  const colour = Number.parseInt(mark.fill.slice(1), 16);
  for (let i = 0; i < mark.alpha.length; i++) {
    image.data[4 * i] = colour >> 16;
    image.data[4 * i + 1] = (colour >> 8) & 255;
    image.data[4 * i + 2] = colour & 255;
    image.data[4 * i + 3] = mark.alpha[i];
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}
