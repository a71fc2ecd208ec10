import { type Reading, sameHead } from '../../reading/reading';
import { short, signed } from '../../scales/format';
import { focusedOpacity, lineWidth } from '../../scales/ramps';
import type { Mark, Rect, Text } from '../../scene/scene';
import type { Span } from '../head/layout';
import { names } from '../head/names';
import { places, type Row } from '../head/rows';
import type { ViewInput } from '../view';
import { middle, type NeuronLayout } from './layout';
import { byDistance, type Neurons } from './neurons';
import type { Columns } from './strips';

/** q·k scaled, every term the rule adds, and the weight, as bars with numbers. */
export function scoreMarks(input: ViewInput, n: Neurons, layout: NeuronLayout, { right }: Columns): Mark[] {
  const scaled = (key: number) => n.products[key] * n.scale;
  const draw = new Bars(input, n, layout, right);
  const marks = draw.signed(layout.score, scaled, n.meanScore);
  if (layout.cap) marks.push(...draw.signed(layout.cap, key => n.terms!.scaled[key], 0));
  if (layout.bias) marks.push(...draw.signed(layout.bias, key => n.terms!.bias![key], 0));
  return [...marks, ...draw.weights(), ...draw.masked()];
}

class Bars {
  private readonly high: number;

  constructor(
    private readonly input: ViewInput,
    private readonly n: Neurons,
    private readonly layout: NeuronLayout,
    private readonly rows: readonly Row[],
  ) {
    this.high = Math.max(5, layout.row - 14);
  }

  /** Bars that start at `zero`, which a hairline marks. */
  signed([from, to]: Span, value: (key: number) => number, zero: number): Mark[] {
    const { theme } = this.input;
    const seen = this.keys().filter(([key]) => this.n.visible(key));
    const low = Math.min(zero, ...seen.map(([key]) => value(key)));
    const high = Math.max(zero, ...seen.map(([key]) => value(key)));
    const unit = (to - from - 40) / (high - low || 1);
    const middle0 = from + (zero - low) * unit;
    const bottom = this.layout.height - 8;
    const marks: Mark[] = [
      {
        kind: 'rect',
        x: middle0 - 0.5,
        y: this.layout.top,
        width: 1,
        height: bottom - this.layout.top,
        fill: theme.rule,
      },
    ];
    for (const [key, index] of seen) {
      const v = value(key);
      const length = (v - zero) * unit;
      const target = { head: this.n.head, link: { query: this.n.query, key }, value: v };
      const bar = { x: Math.min(middle0, middle0 + length), width: Math.abs(length) };
      const fill = v >= zero ? theme.pos : theme.neg;
      marks.push({ kind: 'rect', ...this.band(index), ...bar, fill, target });
      marks.push(this.number(to - 6, index, signed(v, 1), 'end', true));
    }
    return marks;
  }

  weights(): Mark[] {
    const { theme } = this.input;
    const [from, to] = this.layout.weight;
    return this.keys().flatMap(([key, index]): Mark[] => {
      if (!this.n.visible(key)) return [];
      const weight = this.n.weights[key];
      const target = { head: this.n.head, link: { query: this.n.query, key }, value: weight };
      const bar = { x: from, width: Math.max(0.75, weight * (to - from - 40)) };
      const marks: Mark[] = [{ kind: 'rect', ...this.band(index), ...bar, fill: theme.ink, target }];
      if (weight < 0.015) return marks;
      return [...marks, this.number(from + bar.width + 5, index, short(weight), 'start', weight >= 0.1)];
    });
  }

  /** Said once: why keys have no weight. */
  masked(): Mark[] {
    const first = this.keys().find(([key]) => !this.n.visible(key));
    if (!first) return [];
    const { window } = this.n.rule ?? { window: null };
    const later = first[0] > this.n.query;
    const text =
      later || window === null
        ? 'not visible yet: comes after the query'
        : `outside the window of ${window} tokens`;
    return [{ ...this.number(this.layout.product[0] + 6, first[1], text, 'start', false), size: 12 }];
  }

  private keys(): [key: number, index: number][] {
    return [...places(this.rows)];
  }

  private band(index: number): Pick<Rect, 'y' | 'height'> {
    return { y: middle(this.layout, index) - this.high / 2, height: this.high };
  }

  private number(x: number, index: number, text: string, anchor: 'start' | 'end', strong: boolean): Text {
    const { theme } = this.input;
    const y = middle(this.layout, index) + 0.5;
    return {
      kind: 'text',
      x,
      y,
      text,
      size: 11.5,
      weight: 500,
      fill: strong ? theme.ink : theme.muted,
      anchor,
    };
  }
}

/** The weights of the query in focus as lines. */
export function lineMarks(
  { theme, state }: ViewInput,
  n: Neurons,
  layout: NeuronLayout,
  columns: Columns,
): Mark[] {
  const from = places(columns.left).get(n.query);
  if (from === undefined) return [];
  const [x0, x1] = layout.lines;
  const marks: Mark[] = [];
  for (const [key, index] of places(columns.right)) {
    const weight = n.weights[key];
    if (weight < state.from || weight === 0) continue;
    marks.push({
      kind: 'curve',
      x0,
      y0: middle(layout, from),
      x1,
      y1: middle(layout, index),
      stroke: theme.ink,
      width: lineWidth(weight),
      opacity: focusedOpacity(weight, theme, theme.ink),
      target: { head: n.head, link: { query: n.query, key }, value: weight },
    });
  }
  return marks;
}

/** The pinned neuron's q × k by distance, above the scores. */
export function distanceMarks(
  { reading, state, theme }: ViewInput,
  n: Neurons,
  layout: NeuronLayout,
): Mark[] {
  if (state.neuron === null || state.neuron >= n.size) return [];
  const means = byDistance(reading, n, state.neuron, 20);
  const [from, to] = [layout.score[0], layout.weight[1]];
  const most = means.reduce((m, v) => Math.max(m, Math.abs(v.mean)), 0) || 1;
  const wide = (to - from) / 20;
  const marks: Mark[] = [{ kind: 'rect', x: from, y: 50.5, width: to - from, height: 1, fill: theme.rule }];
  means.forEach(({ mean }, i) => {
    const high = (Math.abs(mean) / most) * 14;
    const box = { x: from + i * wide, y: mean >= 0 ? 51 - high : 51, width: wide - 1.5, height: high };
    marks.push({ kind: 'rect', ...box, fill: mean >= 0 ? theme.pos : theme.neg });
  });
  return marks;
}

/** Column headings and the statement at the top, in words that follow the selection. */
export function headingMarks(input: ViewInput, n: Neurons, layout: NeuronLayout): Text[] {
  const { reading, state, theme } = input;
  const { quotes } = names(reading);
  const put = (x: number, y: number, text: string, more: Partial<Text> = {}): Text => {
    return { kind: 'text', x, y, text, size: 12, fill: theme.muted, ...more };
  };
  const ink = { fill: theme.ink };
  const rotated = !n.rule?.rotary
    ? ''
    : state.rotary === 'before'
      ? ' · q, k before rotation'
      : ' · q, k after rotation';
  const wide = layout.right[1] - layout.left[0];
  const head = `L${n.head[0]}H${n.head[1]}`;
  const first = `${quotes[n.query]} gives ${quotes[n.key]} ${short(n.weights[n.key])}`;
  const after = state.rotary === 'before' && n.rule?.rotary ? 'after rotation, ' : '';
  return [
    put(layout.left[0], 18, first, { ...ink, size: 16, weight: 500, maxWidth: wide }),
    put(
      layout.left[0],
      40,
      `of its weight in ${n.preview ? 'the preview of ' : ''}${head}${rotated}${shared(reading, n)}`,
      { maxWidth: wide },
    ),
    put(layout.left[1] - 6, 84, 'looks (query)', { anchor: 'end' }),
    put(layout.q[0], 84, 'queries q'),
    put(layout.right[0] + 6, 84, 'looked at (key)'),
    put(layout.k[0], 40, `keys k, under the query of ${quotes[n.query]}`, {
      ...ink,
      maxWidth: layout.k[1] - layout.k[0] + 8,
    }),
    put(layout.product[0], 40, `q × k, ${after}under the push to ${quotes[n.key]}`, {
      ...ink,
      maxWidth: layout.product[1] - layout.product[0] + 8,
    }),
    put(layout.score[0], 76, scaleText(n)),
    put(layout.score[0], 89, `from the mean, ${signed(n.meanScore, 1)}`, { size: 11 }),
    ...(layout.cap ? [put(layout.cap[0], 84, `capped at ${n.rule!.soft_cap}`)] : []),
    ...(layout.bias ? [put(layout.bias[0], 84, 'bias by offset')] : []),
    put(
      layout.weight[0],
      84,
      n.terms ? `softmax${n.rule!.sinks ? ' with a sink' : ''} = weight` : 'weight, recorded',
    ),
    ...(state.neuron === null
      ? []
      : [put(layout.score[0], 24, `neuron ${state.neuron}: q × k by distance, 1 to 20`, ink)]),
  ];
}

function scaleText({ scale, size, rule }: Neurons): string {
  if (!rule) return 'q · k';
  return Math.abs(scale * Math.sqrt(size) - 1) < 1e-5
    ? `q · k ÷ √${size}`
    : `q · k × ${scale.toPrecision(3)}`;
}

/** Which other heads read the same keys. */
function shared(reading: Reading, n: Neurons): string {
  const { heads, keyValueHeads } = reading.info.model;
  const group = heads / keyValueHeads;
  if (group <= 1) return '';
  const first = Math.floor(n.head[1] / group) * group;
  const others = Array.from({ length: group }, (_, i) => [n.head[0], first + i] as const)
    .filter(id => !sameHead(id, n.head))
    .map(([layer, head]) => `L${layer}H${head}`);
  return ` · keys shared with ${others.join(', ')}`;
}
