import { path } from 'd3-path';
import { base64, encodePng } from './png';
import type { Cells, Lines, Mark, Raster, Scene, Text } from './scene';

const round = (n: number): number => Math.round(n * 100) / 100;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, c => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[c]};`);

/** A scene as an SVG document, texts as text; small bitmaps become runs of rectangles. */
export function toSvg(scene: Scene): string {
  const { width, height } = scene;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="IBM Plex Sans, system-ui, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${scene.background}"/>`,
    ...scene.marks.map(mark),
    '</svg>',
    '',
  ].join('\n');
}

const attributes = (values: Record<string, string | number | undefined>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value!)}"`)
    .join('');

const dashes = (dash?: readonly number[]): string | undefined => (dash?.length ? dash.join(' ') : undefined);

function mark(m: Mark): string {
  const opacity = m.opacity === undefined || m.opacity === 1 ? undefined : m.opacity;
  switch (m.kind) {
    case 'rect':
      return `<rect${attributes({
        x: m.x,
        y: m.y,
        width: m.width,
        height: m.height,
        rx: m.radius,
        fill: m.fill ?? 'none',
        stroke: m.stroke,
        'stroke-width': m.stroke ? m.strokeWidth : undefined,
        'stroke-dasharray': dashes(m.dash),
        opacity,
      })}/>`;
    case 'curve': {
      const p = path();
      const middle = (m.x0 + m.x1) / 2;
      p.moveTo(round(m.x0), round(m.y0));
      p.bezierCurveTo(round(middle), round(m.y0), round(middle), round(m.y1), round(m.x1), round(m.y1));
      return stroked(p.toString(), m.stroke, m.width, opacity, m.dash);
    }
    case 'line':
      return stroked(
        `M${round(m.x0)},${round(m.y0)}L${round(m.x1)},${round(m.y1)}`,
        m.stroke,
        m.width,
        opacity,
        m.dash,
      );
    case 'text':
      return write(m);
    case 'lines':
      return lines(m);
    case 'raster':
      return raster(m);
    case 'cells':
      return cells(m);
    case 'triangle':
      return `<path${attributes({
        d: `M${round(m.x)},${round(m.y)}l${-m.size / 2},${-m.size}h${m.size}z`,
        fill: m.fill,
        opacity,
      })}/>`;
  }
}

function stroked(
  d: string,
  stroke: string,
  width: number,
  opacity?: number,
  dash?: readonly number[],
): string {
  return `<path${attributes({
    d,
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-dasharray': dashes(dash),
    opacity,
  })}/>`;
}

function write(m: Text): string {
  // .56 of the size is the mean advance of the font's lower-case letters.
  const fits = m.maxWidth === undefined ? Infinity : Math.max(1, Math.floor(m.maxWidth / (0.56 * m.size)));
  const text = m.text.length > fits ? `${m.text.slice(0, fits - 1)}…` : m.text;
  return `<text${attributes({
    x: m.x,
    y: m.y,
    'font-size': m.size,
    'font-weight': m.weight,
    fill: m.fill,
    'text-anchor': m.anchor === 'start' ? undefined : m.anchor,
    'dominant-baseline': 'central',
    opacity: m.opacity,
  })} xml:space="preserve">${escaped(text)}</text>`;
}

function lines(m: Lines): string {
  const out: string[] = [];
  for (let i = 0; i < m.values.length; i += 5) {
    const [x0, y0, x1, y1, opacity] = m.values.subarray(i, i + 5);
    out.push(stroked(`M${round(x0)},${round(y0)}L${round(x1)},${round(y1)}`, m.stroke, m.width, opacity));
  }
  return out.join('\n');
}

function cells(m: Cells): string {
  const wide = m.width / m.values.length;
  const rects = [...m.values].map((v, i) =>
    v === 0
      ? ''
      : `<rect${attributes({
          x: m.x + i * wide,
          y: m.y,
          width: Math.max(0.9, wide > 3 ? wide - 0.5 : wide),
          height: m.height,
          fill: v > 0 ? m.positive : m.negative,
          'fill-opacity': Math.min(1, Math.abs(v) / m.scale),
        })}/>`,
  );
  return `<g${attributes({ opacity: m.opacity })}>${rects.join('')}</g>`;
}

/** Larger ones than this are written as an image, pixel for pixel. */
const mostRects = 4096;

/** Equal neighbours in a row share one rectangle; empty pixels have none. */
function raster(m: Raster): string {
  if (m.columns * m.rows > mostRects) return image(m);
  const out = [`<g${attributes({ fill: m.fill, 'shape-rendering': 'crispEdges', opacity: m.opacity })}>`];
  const w = m.width / m.columns;
  const h = m.height / m.rows;
  for (let row = 0; row < m.rows; row++) {
    for (let column = 0; column < m.columns; ) {
      const alpha = m.alpha[row * m.columns + column];
      let end = column + 1;
      while (end < m.columns && m.alpha[row * m.columns + end] === alpha) end++;
      if (alpha) {
        const box = { x: m.x + column * w, y: m.y + row * h, width: (end - column) * w, height: h };
        out.push(`<rect${attributes({ ...box, 'fill-opacity': alpha / 255 })}/>`);
      }
      column = end;
    }
  }
  return `${out.join('')}</g>`;
}

function image(m: Raster): string {
  const data = base64(encodePng(m.alpha, m.columns, m.rows, m.fill));
  const box = { x: m.x, y: m.y, width: m.width, height: m.height, opacity: m.opacity };
  const style = 'preserveAspectRatio="none" style="image-rendering:pixelated"';
  return `<image${attributes(box)} ${style} href="data:image/png;base64,${data}"/>`;
}
