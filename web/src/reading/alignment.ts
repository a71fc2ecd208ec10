import type { Token } from './types';

/**
 * Tokens of two texts that stand for each other, as src/Headlight/Analysis/Alignment.cs finds them: the fewest tokens
 * replaced, left out or put in (Levenshtein 1966); replaced ones stand for each other too.
 */
export interface Alignment {
  /** Index in the first and in the second text, in order. */
  pairs: readonly (readonly [first: number, second: number])[];
  onlyFirst: readonly number[];
  onlySecond: readonly number[];
}

type Ids = readonly Pick<Token, 'id'>[];

/** By the ids of the tokens. */
export function align(first: Ids, second: Ids): Alignment {
  const cost = costs(first, second);
  const width = second.length + 1;
  const at = (i: number, j: number) => cost[i * width + j];
  const pairs: [number, number][] = [];
  const [onlyFirst, onlySecond]: [number[], number[]] = [[], []];
  let [i, j] = [first.length, second.length];
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && at(i, j) === at(i - 1, j - 1) + replacing(first[i - 1], second[j - 1]))
      pairs.push([--i, --j]);
    else if (i > 0 && at(i, j) === at(i - 1, j) + 1) onlyFirst.push(--i);
    else onlySecond.push(--j);
  }
  return { pairs: pairs.reverse(), onlyFirst: onlyFirst.reverse(), onlySecond: onlySecond.reverse() };
}

function costs(first: Ids, second: Ids): Uint32Array {
  const width = second.length + 1;
  const cost = new Uint32Array((first.length + 1) * width);
  for (let i = 0; i <= first.length; i++) {
    for (let j = 0; j < width; j++) {
      const here = i * width + j;
      cost[here] =
        i === 0
          ? j
          : j === 0
            ? i
            : Math.min(
                cost[here - width - 1] + replacing(first[i - 1], second[j - 1]),
                cost[here - width] + 1,
                cost[here - 1] + 1,
              );
    }
  }
  return cost;
}

const replacing = (a: Ids[number], b: Ids[number]): number => (a.id === b.id ? 0 : 1);
