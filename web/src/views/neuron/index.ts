import { exact, signed } from '../../scales/format';
import type { Scene, Table, Target } from '../../scene/scene';
import { names } from '../head/names';
import { headsOf } from '../head/panel';
import type { View, ViewInput } from '../view';
import { neuronLayout, neuronRows } from './layout';
import { type Neurons, neuronsOf, productScale, vectorScale } from './neurons';
import { distanceMarks, headingMarks, lineMarks, scoreMarks } from './scores';
import { bandMarks, neuronFrames, stripMarks, wordMarks } from './strips';

/** The head view's rows unfolded: q, k, q × k, q · k, softmax, of one query in focus. */
export const neuronView: View = { name: 'neurons', scene, table, tip };

function scene(input: ViewInput): Scene {
  const n = neuronsOf(input);
  if (!n) return waiting(input);
  const columns = neuronRows(input.reading, n);
  const rows = Math.max(columns.left.length, columns.right.length);
  const layout = neuronLayout(input.width, input.height, rows, n);
  const marks = [
    ...stripMarks(input, n, layout, columns),
    ...lineMarks(input, n, layout, columns),
    ...scoreMarks(input, n, layout, columns),
    ...wordMarks(input, n, layout, columns),
    ...bandMarks(input, n, layout),
    ...neuronFrames(input, n, layout),
    ...distanceMarks(input, n, layout),
    ...headingMarks(input, n, layout),
  ];
  return { width: layout.width, height: layout.height, background: input.theme.bg, marks };
}

function waiting(input: ViewInput): Scene {
  const { width, height, theme, reading } = input;
  const [layer] = headsOf(input).ids[0];
  const text = reading.info.queriesAndKeys
    ? `Loading layer ${layer}…`
    : 'This reading holds no queries and keys.';
  const at = { x: width / 2, y: Math.min(120, height / 2) };
  const mark = { kind: 'text', ...at, text, size: 13, fill: theme.muted, anchor: 'middle' } as const;
  return { width, height, background: theme.bg, marks: [mark] };
}

/** A neuron of a query or of a link; `lines` and bars say the link's terms. */
function tip(input: ViewInput, target: Target): string[] | null {
  const n = neuronsOf(input);
  if (!n) return null;
  const { quotes } = names(input.reading);
  if (target.neuron !== undefined) return neuronTip(input, n, target);
  if (!target.link) return null;
  const { query, key } = target.link;
  const lines = [
    `${quotes[query]} → ${quotes[key]}`,
    `q · k ${signed(n.products[key])}, scaled ${signed(n.products[key] * n.scale)}`,
  ];
  if (n.terms?.bias) lines.push(`bias ${signed(n.terms.bias[key])}`);
  return [...lines, `weight ${exact(n.weights[key])}`];
}

function neuronTip({ reading }: ViewInput, n: Neurons, target: Target): string[] {
  const d = target.neuron!;
  const { quotes } = names(reading);
  const half = n.size / 2;
  const turns = n.rule?.rotary ? ` · turns with ${d < half ? d + half : d - half}` : '';
  const title = `neuron ${d}${turns}`;
  const q = (token: number) => n.vectors.q[token * n.size + d];
  if (target.token) return [title, `q(${quotes[target.token.index]}) = ${signed(q(target.token.index))}`];
  const key = target.link?.key ?? n.key;
  const [a, b] = [q(n.query), n.vectors.k[key * n.size + d]];
  return [
    title,
    `q(${quotes[n.query]}) ${signed(a)} × k(${quotes[key]}) ${signed(b)} = ${signed(a * b)}`,
    `adds ${signed(a * b * n.scale, 3)} to the score`,
    ...(key === n.key ? [`pushes ${signed(n.push[d], 3)}`] : []),
  ];
}

function table(input: ViewInput): Table {
  const n = neuronsOf(input);
  const name = headsOf(input).ids[0].join('H');
  if (!n) return { caption: `L${name}`, columns: [], rows: [] };
  const { quotes } = names(input.reading);
  const scored = [...n.weights.keys()].filter(n.visible);
  const columns = [
    'Key',
    'q · k',
    'scaled',
    ...(n.rule?.soft_cap ? ['capped'] : []),
    ...(n.terms?.bias ? ['bias'] : []),
    'weight',
  ];
  const neurons = input.state.neuron === null ? [] : [input.state.neuron];
  const rows = scored.map(key => [
    quotes[key],
    signed(n.products[key], 3),
    signed(n.products[key] * n.scale, 3),
    ...(n.rule?.soft_cap ? [signed(n.terms!.scaled[key], 3)] : []),
    ...(n.terms?.bias ? [signed(n.terms.bias[key], 3)] : []),
    exact(n.weights[key]),
    ...neurons.map(d => signed(n.vectors.q[n.query * n.size + d] * n.vectors.k[key * n.size + d], 3)),
  ]);
  return {
    caption: `L${name}, from ${quotes[n.query]}`,
    columns: [...columns, ...neurons.map(d => `neuron ${d}: q × k`)],
    rows,
  };
}

/** What full colour stands for, and how far softmax(q·k) is from recorded weights; null for what is not known. */
export function neuronLedger(
  input: ViewInput,
): { vectors: number; products: number; check: number | null } | null {
  const n = neuronsOf(input);
  if (!n) return null;
  const recorded = input.reading.details.get(n.head[0])?.pattern;
  let check: number | null = null;
  if (recorded && n.terms) {
    // Recorded for the whole text, of which this may be the beginning.
    const tokens = Math.round(Math.sqrt(recorded.length / input.reading.heads));
    const start = (n.head[1] * tokens + n.query) * tokens;
    check = n.terms.weights.reduce((most, w, key) => Math.max(most, Math.abs(w - recorded[start + key])), 0);
  }
  return { vectors: vectorScale(input.reading, n), products: productScale(n), check };
}
