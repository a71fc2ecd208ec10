import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowTerms, unrotate } from '../../src/reading/rule';
import type { Rule } from '../../src/reading/types';
import { plainRule, random } from '../sample';

interface Case {
  name: string;
  rule: Partial<Rule>;
  firstQuery: number;
  q: number[][][];
  k: number[][][];
  scores?: (number | null)[][][];
  pattern: number[][][];
}

const file = new URL('../../../test/fixtures/rules.json', import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(file, 'utf8'));

describe('the rule, by the cases that the library runs too', () => {
  it.each(cases.map(one => [one.name, one] as const))('%s', (_, one) => {
    const rule: Rule = { ...plainRule, causal: false, ...one.rule };
    const size = one.q[0][0].length;
    const group = one.q.length / one.k.length;
    const tolerance = one.scores ? 1e-6 : 1e-5;
    one.q.forEach((q, head) => {
      const k = one.k[Math.floor(head / group)];
      const vectors = {
        q: Float32Array.from(q.flat()),
        k: Float32Array.from(k.flat()),
        size,
        tokens: k.length,
      };
      q.forEach((_row, query) => {
        const terms = rowTerms(vectors, rule, head, query, one.firstQuery + query);
        one.pattern[head][query].forEach((weight, key) => {
          expect(Math.abs(terms.weights[key] - weight), `pattern ${head} ${query} ${key}`).toBeLessThan(
            tolerance,
          );
          const score = one.scores?.[head][query][key];
          if (score === undefined) return;
          expect(terms.visible[key], `visible ${head} ${query} ${key}`).toBe(score === null ? 0 : 1);
          if (score === null) return;
          const ours = terms.scaled[key] + (terms.bias?.[key] ?? 0);
          expect(Math.abs(ours - score)).toBeLessThan(1e-5 * Math.max(1, Math.abs(score)));
        });
      });
    });
  });
});

describe('rotary positions', () => {
  it('are undone by turning back', () => {
    const next = random(5);
    const rotary = { frequencies: [1, 0.3, 0.01, 0.002], factor: 1.2 };
    for (let position = 0; position < 300; position += 13) {
      const plain = Float32Array.from({ length: 8 }, () => next() * 4 - 2);
      const turned = plain.map((v, d) => {
        const other = d < 4 ? -plain[d + 4] : plain[d - 4];
        const angle = position * rotary.frequencies[d % 4];
        return (v * Math.cos(angle) + other * Math.sin(angle)) * rotary.factor;
      });
      const back = unrotate(turned, position, { ...plainRule, rotary });
      back.forEach((v, d) => {
        expect(v).toBeCloseTo(plain[d], 4);
      });
    }
  });

  it('leave vectors alone where there are none', () => {
    expect([...unrotate([1, 2], 7, plainRule)]).toEqual([1, 2]);
  });
});
