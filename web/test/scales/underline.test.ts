import { describe, expect, it } from 'vitest';
import { dark, light } from '../../src/scales/theme';
import { underline, underlineBackground, underlineHeight } from '../../src/scales/underline';

describe.each([light, dark])('underlines, $name', theme => {
  const all = Array.from({ length: 12 }, (_, category) => underline(theme, category));

  it('of twelve categories are all different', () => {
    expect(new Set(all.map(({ name, stroke }) => `${name} ${stroke}`)).size).toBe(12);
  });

  it('of built-in categories differ in shape and in colour', () => {
    expect(new Set(all.slice(0, 4).map(({ lines }) => JSON.stringify(lines))).size).toBe(4);
    expect(new Set(all.slice(0, 4).map(({ stroke }) => stroke)).size).toBe(4);
  });

  it('stay within their height', () => {
    for (const { lines } of all) {
      for (const { y, width } of lines) {
        expect(y - width / 2).toBeGreaterThanOrEqual(0);
        expect(y + width / 2).toBeLessThanOrEqual(underlineHeight);
      }
    }
  });
});

it('are the same on elements as in drawings', () => {
  expect(underlineBackground(underline(light, 3))).toBe(
    'linear-gradient(#211bb2, #211bb2) 0 1.25px / 100% 1.5px no-repeat',
  );
  expect(underlineBackground(underline(light, 1))).toBe(
    'repeating-linear-gradient(90deg, #640060 0px 6px, transparent 6px 8.5px) 0 1px / 100% 2px no-repeat',
  );
});
