import type { Comparison } from '../reading/comparison';
import { quoted } from '../reading/reading';
import { short } from '../scales/format';
import { type NextWord, nextWordsOf } from '../views/compare/next';
import { Section } from './Section';

interface Props {
  comparison: Comparison;
  limit: number;
  open: boolean;
  onToggle(): void;
}

/** What the model says comes next in both texts, in one table. */
export function NextWords({ comparison, limit, open, onToggle }: Props) {
  const { a, b } = comparison;
  const words = nextWordsOf(comparison, limit);
  if (!words.length) return null;
  const [from, other] = [quoted(a, a.measures!.predictedFrom), quoted(b, b.measures!.predictedFrom)];
  const where = from === other ? from : `${from} | ${other}`;
  const heading = `${a.info.model.head === 'next' ? 'After' : 'At'} ${where} the model predicts`;
  return (
    <Section class="next-words" heading={heading} open={open} onToggle={onToggle}>
      <table>
        <thead>
          <tr>
            <th scope="col">word</th>
            <td />
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {words.map(word => (
            <tr key={word.id}>
              <th scope="row">{word.label}</th>
              <td aria-hidden="true">
                <i class="in-a" style={{ '--share': word.a ?? 0 }} />
                <i class="in-b" style={{ '--share': word.b ?? 0 }} />
              </td>
              <td>{written(word, 'a')}</td>
              <td>{written(word, 'b')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** What is not among a text's words is less probable than the last of them. */
function written(word: NextWord, side: 'a' | 'b'): string {
  const value = word[side];
  if (value === null) return `< ${short(Math.max(0.01, word.least[side]))}`;
  return value < 0.005 ? '< .01' : short(value);
}
