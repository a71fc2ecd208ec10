import { describe, expect, it } from 'vitest';
import { areaFrom, areaOpacity, focusedOpacity, measureOpacity } from '../../src/scales/ramps';
import { contrast, dark, light, over, readable, type Theme } from '../../src/scales/theme';
import { distance, mixed, ratio, type Sight, sights } from '../colour';

const themes: [string, Theme][] = [
  ['light', light],
  ['dark', dark],
];

/** What the colours reach; a change that makes any two more alike than this is a mistake. */
const slotsApart = { normal: 0.115, worst: 0.068 };
const setsApart = { normal: 0.078, worst: 0.046 };
const signsApart = 0.185;
const textsApart = 0.12;
const wordsApart = { normal: 0.1, worst: 0.054 };

const worst = (a: string, b: string) => Math.min(...sights.slice(1).map(sight => distance(a, b, sight)));
const pairs = (list: readonly string[]) => list.flatMap((a, i) => list.slice(0, i).map(b => [a, b] as const));

describe.each(themes)('colours, %s', (_, theme) => {
  const signs = [theme.pos, theme.neg, theme.a, theme.b];

  it('of heads are told apart by all eyes', () => {
    for (const [a, b] of pairs(theme.slots)) {
      expect(distance(a, b, 'normal'), `${a} ${b}`).toBeGreaterThan(slotsApart.normal);
      expect(worst(a, b), `${a} ${b}`).toBeGreaterThan(slotsApart.worst);
    }
  });

  it('of marked words are told apart by all eyes, and from ink', () => {
    for (const [a, b] of pairs(theme.words)) {
      expect(distance(a, b, 'normal'), `${a} ${b}`).toBeGreaterThan(wordsApart.normal);
      expect(worst(a, b), `${a} ${b}`).toBeGreaterThan(wordsApart.worst);
    }
    for (const colour of theme.words) {
      expect(distance(colour, theme.ink, 'normal'), colour).toBeGreaterThan(0.15);
      for (const ground of [theme.bg, theme.raised, theme.grid, theme.beam])
        expect(ratio(colour, ground), `${colour} on ${ground}`).toBeGreaterThan(3);
    }
  });

  it('of different sets are told apart by all eyes', () => {
    for (const [a, b] of pairs([...theme.slots, ...signs, theme.lamp, ...theme.words])) {
      if ([theme.slots, theme.words].some(set => set.includes(a) && set.includes(b))) continue;
      expect(distance(a, b, 'normal'), `${a} ${b}`).toBeGreaterThan(setsApart.normal);
      expect(worst(a, b), `${a} ${b}`).toBeGreaterThan(setsApart.worst);
    }
    const each: Sight[] = [...sights];
    expect(Math.min(...each.map(sight => distance(theme.pos, theme.neg, sight)))).toBeGreaterThan(signsApart);
    expect(Math.min(...each.map(sight => distance(theme.a, theme.b, sight)))).toBeGreaterThan(textsApart);
  });

  it('stand out from the ground', () => {
    for (const colour of [...theme.slots, ...signs, theme.faint])
      expect(ratio(colour, theme.bg)).toBeGreaterThan(3);
    for (const ground of [theme.bg, theme.raised, theme.grid]) {
      expect(ratio(theme.ink, ground)).toBeGreaterThan(12);
      expect(ratio(theme.muted, ground)).toBeGreaterThan(4.5);
    }
    expect(ratio(theme.beamInk, theme.beam)).toBeGreaterThan(7);
  });

  it('leave shaded text readable', () => {
    const strength = theme.name === 'dark' ? 0.5 : 0.7;
    for (const colour of [theme.slots[0], theme.pos, theme.a, theme.b]) {
      expect(ratio(theme.ink, mixed(theme.bg, colour, strength)), colour).toBeGreaterThan(4.5);
    }
  });

  it('let a line that carries a reading be seen', () => {
    for (const colour of [theme.ink, ...theme.slots, theme.a, theme.b]) {
      for (const weight of [0.001, 0.1, 0.47, 1]) {
        const drawn = mixed(theme.bg, colour, focusedOpacity(weight, theme, colour));
        expect(ratio(drawn, theme.bg), `${colour} at ${weight}`).toBeGreaterThanOrEqual(2.99);
      }
    }
  });

  it('let a drawn cell be seen, and grow with the weight', () => {
    let before = 0;
    for (let weight = areaFrom; weight <= 1; weight += 0.01) {
      const alpha = areaOpacity(weight, theme);
      expect(ratio(mixed(theme.grid, theme.sequence, alpha), theme.grid)).toBeGreaterThanOrEqual(2);
      expect(alpha).toBeGreaterThan(before);
      before = alpha;
    }
    expect(areaOpacity(1, theme)).toBeCloseTo(1);
    expect(areaOpacity(0.01, theme)).toBe(0);
    expect(ratio(mixed(theme.grid, theme.sequence, measureOpacity(0.02, theme)), theme.grid)).toBeGreaterThan(
      2,
    );
  });

  it('let a number on a cell be read', () => {
    for (let share = 0.02; share <= 1; share += 0.02) {
      const cell = over(theme.grid, theme.sequence, measureOpacity(share, theme));
      expect(ratio(readable(cell), cell), `${share}`).toBeGreaterThan(4.5);
    }
  });

  it('are measured alike by the page and by this test', () => {
    for (const [a, b] of pairs([...theme.slots, theme.bg, theme.ink]))
      expect(contrast(a, b)).toBeCloseTo(ratio(a, b), 2);
  });
});
