import type { HeadEffects } from '../../reading/effects';
import { headName, sameHead } from '../../reading/reading';
import type { HeadId } from '../../reading/types';
import { changed, effectWords, exact, short } from '../../scales/format';
import { headColour } from '../../scales/theme';
import type { Mark, Scene, Table } from '../../scene/scene';
import { effectOrder } from '../model/effects';
import type { View, ViewInput } from '../view';
import { nice } from './axis';
import type { Looks } from './looks';
import { type RankCorrelation, rankCorrelation } from './rankCorrelation';

interface Dot {
  head: HeadId;
  x: number;
  y: number;
}

/** Looks against matters: a dot per head, across how it looks, up what changes. */
export function plotView(looks: Looks): View {
  return {
    name: 'plot',
    scene: input => scene(input, looks),
    overlay: input => overlay(input, looks),
    table: input => table(input, looks),
  };
}

/** Heads with a finite effect. */
export function dots({ reading, effects }: ViewInput, looks: Looks): Dot[] {
  const all = [...(effects?.changes ?? [])].map((y, i) => ({
    head: [Math.floor(i / reading.heads), i % reading.heads] as const,
    x: looks.values[i],
    y,
  }));
  return all.filter(dot => Number.isFinite(dot.x) && Number.isFinite(dot.y));
}

/** Between how heads look and the size of their effects. */
export function agreement(input: ViewInput, looks: Looks): RankCorrelation {
  const all = dots(input, looks);
  return rankCorrelation(
    all.map(dot => dot.x),
    all.map(dot => Math.abs(dot.y)),
  );
}

export function agreementInWords({ value, low, high, count }: RankCorrelation): string {
  if (!Number.isFinite(value)) return `no rank correlation yet: n = ${count} heads`;
  const interval = Number.isFinite(low) && Number.isFinite(high) ? ` [${short(low)}, ${short(high)}]` : '';
  return `Spearman’s ρ with the size of the effect ${short(value)}${interval}, n = ${count} heads of one text`;
}

function frame({ width, height, effects }: ViewInput, all: readonly Dot[], looks: Looks) {
  const [left, right, top, bottom] = [54, width - 10, 22, height - 40];
  const across = nice(looks.values.reduce((most, v) => (v > most ? v : most), 0));
  const reach = all.reduce((most, dot) => Math.max(most, Math.abs(dot.y)), 0);
  const up = nice(reach);
  const down = all.some(dot => dot.y < 0) || !effects?.ended ? -up : 0;
  const x = (v: number) => left + (v / across) * (right - left);
  const y = (v: number) => bottom - ((v - down) / (up - down)) * (bottom - top);
  return { left, right, top, bottom, across, up, down, x, y };
}

function scene(input: ViewInput, looks: Looks): Scene {
  const { width, height, theme, effects } = input;
  const all = dots(input, looks);
  const at = frame(input, all, looks);
  const text = { kind: 'text', size: 11, fill: theme.muted } as const;
  const rule = { kind: 'line', width: 1, stroke: theme.rule } as const;
  const marks: Mark[] = [
    { ...rule, x0: at.left, y0: at.y(0), x1: at.right, y1: at.y(0), stroke: theme.faint },
    { ...rule, x0: at.left, y0: at.top, x1: at.left, y1: at.bottom },
    { ...text, x: 0, y: 8, text: `effect: change of ${effects?.outcome ?? ''}`, maxWidth: width },
    { ...text, x: at.right, y: at.bottom + 28, text: looks.title, anchor: 'end', maxWidth: at.right },
  ];
  for (const v of [at.down, at.down / 2, 0, at.up / 2, at.up].filter((v, i, list) => list.indexOf(v) === i)) {
    marks.push({ ...text, x: at.left - 6, y: at.y(v), text: tick(v), anchor: 'end' });
  }
  for (const v of [0, at.across / 2, at.across]) {
    marks.push({
      ...text,
      x: at.x(v),
      y: at.bottom + 12,
      text: short(v),
      anchor: v === 0 ? 'start' : v < at.across ? 'middle' : 'end',
    });
  }
  for (const dot of all) marks.push(mark(dot, at, theme.sequence, looks));
  return { width, height, background: theme.bg, marks };
}

function mark({ head, x, y }: Dot, at: ReturnType<typeof frame>, fill: string, looks: Looks): Mark {
  const tip = [headName(head), `effect ${changed(y)}`, `${exact(x)} ${looks.title}`];
  const target = { head, value: y, tip };
  return {
    kind: 'rect',
    x: at.x(x) - 3,
    y: at.y(y) - 3,
    width: 6,
    height: 6,
    radius: 3,
    fill,
    opacity: 0.65,
    target,
  };
}

/** Chosen heads with their names, and the one pointed at. */
function overlay(input: ViewInput, looks: Looks): Scene {
  const { width, height, theme, state, hover } = input;
  const all = dots(input, looks);
  const at = frame(input, all, looks);
  const marks: Mark[] = [];
  const ring = (head: HeadId, stroke: string) => {
    const dot = all.find(d => sameHead(d.head, head));
    if (!dot) return;
    const [x, y] = [at.x(dot.x), at.y(dot.y)];
    marks.push({
      kind: 'rect',
      x: x - 5,
      y: y - 5,
      width: 10,
      height: 10,
      radius: 5,
      stroke,
      strokeWidth: 2,
    });
    const end = x > width - 60;
    const anchor = end ? 'end' : 'start';
    marks.push({
      kind: 'text',
      x: x + (end ? -8 : 8),
      y: Math.max(14, y - 8),
      text: headName(head),
      size: 11,
      weight: 500,
      fill: theme.ink,
      anchor,
    });
  };
  state.heads.slice(0, 8).forEach((head, slot) => {
    ring(head, headColour(theme, slot, state.heads.length));
  });
  if (hover.head && !state.heads.some(head => sameHead(head, hover.head))) ring(hover.head, theme.ink);
  return { width, height, background: theme.bg, marks };
}

const tick = (value: number): string => {
  if (value === 0) return '0';
  if (Math.abs(value) >= 0.1) return short(value, Math.abs(value) >= 10 ? 0 : 2);
  return Number(value.toPrecision(2)).toExponential().replaceAll('-', '−');
};

/** The head, how it looks, what changes; heads that are not measured say so. */
function table(input: ViewInput, looks: Looks): Table {
  const { reading } = input;
  const effects = input.effects as HeadEffects;
  return {
    caption: `Looks against matters: ${agreementInWords(agreement(input, looks))}`,
    columns: [
      'head',
      looks.title,
      `effect: change of ${effects.outcome}${effects.unit ? `, ${effects.unit}` : ''}`,
    ],
    rows: effectOrder(effects).map(i => [
      headName([Math.floor(i / reading.heads), i % reading.heads]),
      exact(looks.values[i]),
      effectWords(effects.changes[i]),
    ]),
  };
}
