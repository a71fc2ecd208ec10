import type { Theme } from './theme';

/** One stroke of an underline: its middle below the top, how thick, and its dashes. */
export interface Stroke {
  y: number;
  width: number;
  dash: readonly number[];
}

export interface Underline {
  /** In words, for those who do not see the colour. */
  name: string;
  stroke: string;
  lines: readonly Stroke[];
}

/** From the top of the first stroke to the foot of the last. */
export const underlineHeight = 4;

const one = (name: string, width: number, ...dash: number[]) => ({
  name,
  lines: [{ y: 2, width, dash }],
});

/** Shape by category: female, male, name, occupation, then the reader's own. */
const shapes: readonly Pick<Underline, 'name' | 'lines'>[] = [
  {
    name: 'double',
    lines: [
      { y: 0.75, width: 1.25, dash: [] },
      { y: 3.25, width: 1.25, dash: [] },
    ],
  },
  one('dashed', 2, 6, 2.5),
  one('dotted', 2, 2, 2),
  one('solid', 1.5),
  one('long dashes', 2, 12, 3),
  one('dash and dot', 2, 7, 2, 2, 2),
  one('thick', 3.5),
  one('thick dots', 3.5, 3.5, 2.5),
];
const builtIn = 4;

/** Colour and shape of a category by its number. */
export function underline({ words }: Theme, category: number): Underline {
  const own = category - builtIn;
  const stroke =
    own < 0 ? words[category] : words[builtIn + ((own + Math.floor(own / 4)) % (words.length - builtIn))];
  const shape = own < 0 ? category : builtIn + (own % (shapes.length - builtIn));
  return { ...shapes[shape], stroke };
}

/** The same as a background of elements. */
export function underlineBackground({ stroke, lines }: Underline): string {
  return lines
    .map(({ y, width, dash }) => {
      const place = `0 ${y - width / 2}px / 100% ${width}px no-repeat`;
      if (!dash.length) return `linear-gradient(${stroke}, ${stroke}) ${place}`;
      let at = 0;
      const stops = dash.map((length, i) => {
        const from = at;
        at += length;
        return `${i % 2 ? 'transparent' : stroke} ${from}px ${at}px`;
      });
      return `repeating-linear-gradient(90deg, ${stops.join(', ')}) ${place}`;
    })
    .join(', ');
}
