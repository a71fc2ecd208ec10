import type { Cells, Mark, Rect, Target } from '../../scene/scene';
import type { Span } from '../head/layout';
import type { Panel } from '../head/panel';
import { places, type Row } from '../head/rows';
import { tokenMarks } from '../head/tokens';
import type { ViewInput } from '../view';
import { middle, type NeuronLayout } from './layout';
import { type Neurons, ordered, productScale, shownVector, vectorScale } from './neurons';

export interface Columns {
  left: Row[];
  right: Row[];
}

/** Tokens at both sides, with the look of the head view. */
export function wordMarks(input: ViewInput, n: Neurons, layout: NeuronLayout, columns: Columns): Mark[] {
  const { reading, theme, state } = input;
  const panel = {
    reading,
    theme,
    left: columns.left,
    right: columns.right,
    leftAt: places(columns.left),
    rightAt: places(columns.right),
    focus: { queries: [n.query], keys: [n.key] },
    pins: { queries: state.queries, keys: state.keys },
  } as unknown as Panel;
  const { left, lines, right, weight, top, row, size, height } = layout;
  const box = { x: 0, y: 0, width: layout.width, height };
  return tokenMarks(panel, {
    box,
    compact: false,
    leftBars: null,
    left,
    lines,
    right,
    bars: weight,
    second: null,
    top,
    row,
    size,
    height,
  });
}

/** Strips of q for every query, of k and of q × k for every key. */
export function stripMarks(input: ViewInput, n: Neurons, layout: NeuronLayout, columns: Columns): Mark[] {
  const draw = new Strips(input, n, layout);
  const before = input.state.rotary === 'before';
  const marks: Mark[] = [];
  columns.left.forEach((row, i) => {
    if (row.kind === 'gap') return;
    const target = { head: n.head, token: { side: 'query', index: row.token } } as const;
    marks.push(...draw.strip(layout.q, i, shownVector(n, 'q', row.token, before), draw.vectors, target));
    if (row.token === n.query) marks.push(draw.frame(layout.q, i));
  });
  const q = n.vectors.q.subarray(n.query * n.size, (n.query + 1) * n.size);
  columns.right.forEach((row, i) => {
    if (row.kind === 'gap') return;
    const visible = n.visible(row.token);
    const target = { head: n.head, link: { query: n.query, key: row.token } };
    const k = shownVector(n, 'k', row.token, before);
    marks.push(...draw.strip(layout.k, i, k, draw.vectors, target, visible ? 1 : 0.22));
    if (!visible) {
      marks.push(draw.ground(layout.product, i, 0.45));
      return;
    }
    const key = n.vectors.k.subarray(row.token * n.size, (row.token + 1) * n.size);
    marks.push(
      ...draw.strip(
        layout.product,
        i,
        q.map((v, d) => v * key[d]),
        draw.products,
        target,
      ),
    );
    if (row.token === n.key) marks.push(draw.frame(layout.k, i), draw.frame(layout.product, i));
  });
  return marks;
}

class Strips {
  readonly vectors: number;
  readonly products: number;
  private readonly high: number;

  constructor(
    private readonly input: ViewInput,
    private readonly n: Neurons,
    private readonly layout: NeuronLayout,
  ) {
    this.vectors = vectorScale(input.reading, n);
    this.products = productScale(n);
    this.high = layout.row - (layout.row > 18 ? 5 : 3);
  }

  strip(span: Span, index: number, values: Float32Array, scale: number, target: Target, opacity = 1): Mark[] {
    const { theme } = this.input;
    const cells: Cells = {
      kind: 'cells',
      ...this.box(span, index),
      values: ordered(values, this.n.order),
      neurons: this.n.order,
      scale,
      positive: theme.pos,
      negative: theme.neg,
      opacity,
      target,
    };
    return [this.ground(span, index, opacity < 1 ? 0.45 : 1), cells];
  }

  ground(span: Span, index: number, opacity: number): Rect {
    return { kind: 'rect', ...this.box(span, index), fill: this.input.theme.grid, opacity };
  }

  frame(span: Span, index: number): Rect {
    const { x, y, width, height } = this.box(span, index);
    const around = { x: x - 1.5, y: y - 1.5, width: width + 3, height: height + 3 };
    return { kind: 'rect', ...around, stroke: this.input.theme.ink, strokeWidth: 1.25 };
  }

  private box([from, to]: Span, index: number) {
    const y = middle(this.layout, index) - this.high / 2;
    return { x: from, y, width: to - from, height: this.high };
  }
}

/** Over k the chosen query in the same cells, over q × k the push towards the chosen key. */
export function bandMarks(input: ViewInput, n: Neurons, layout: NeuronLayout): Mark[] {
  const { theme, state } = input;
  const [k0, k1] = layout.k;
  const box = { x: k0, y: 58, width: k1 - k0, height: 26 };
  const query = shownVector(n, 'q', n.query, state.rotary === 'before');
  const cells: Cells = {
    kind: 'cells',
    ...box,
    values: ordered(query, n.order),
    neurons: n.order,
    scale: vectorScale(input.reading, n),
    positive: theme.pos,
    negative: theme.neg,
    target: { head: n.head, token: { side: 'query', index: n.query } },
  };
  const frame = { x: k0 - 1.5, y: 56.5, width: k1 - k0 + 3, height: 29 };
  return [
    cells,
    { kind: 'rect', ...frame, stroke: theme.ink, strokeWidth: 1.25 },
    ...pushMarks(input, n, layout),
  ];
}

function pushMarks({ theme }: ViewInput, n: Neurons, { product: [x0, x1] }: NeuronLayout): Mark[] {
  const cell = (x1 - x0) / n.size;
  const most = n.push.reduce((m, v) => Math.max(m, Math.abs(v)), 0) || 1;
  const marks: Mark[] = [{ kind: 'rect', x: x0, y: 70.5, width: x1 - x0, height: 1, fill: theme.rule }];
  n.order.forEach((d, i) => {
    const high = (Math.abs(n.push[d]) / most) * 16;
    const y = n.push[d] >= 0 ? 71 - high : 71;
    const target = { head: n.head, link: { query: n.query, key: n.key }, neuron: d, value: n.push[d] };
    const fill = n.push[d] >= 0 ? theme.pos : theme.neg;
    marks.push({
      kind: 'rect',
      x: x0 + i * cell,
      y,
      width: Math.max(1, cell - 0.5),
      height: high,
      fill,
      target,
    });
  });
  return marks;
}

/** The neuron under the pointer or pinned, outlined through all strips. */
export function neuronFrames({ state, hover, theme }: ViewInput, n: Neurons, layout: NeuronLayout): Mark[] {
  const neuron = hover.neuron ?? state.neuron;
  if (neuron === null || neuron >= n.size) return [];
  const at = n.order.indexOf(neuron);
  return [layout.q, layout.k, layout.product].map(([from, to], i): Rect => {
    const cell = (to - from) / n.size;
    const y = i === 0 ? layout.top - 1 : 54;
    const box = { x: from + at * cell - 1, y, width: cell + 1.5, height: layout.height - 8 - y };
    return { kind: 'rect', ...box, stroke: theme.ink, strokeWidth: 1 };
  });
}
