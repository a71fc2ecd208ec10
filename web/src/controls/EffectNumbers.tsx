import type { Effect } from '../reading/effects';
import { changed, number, short } from '../scales/format';
import { Section } from './Section';

interface Props {
  open: boolean;
  onToggle(): void;
  answer: Effect | null;
  problem: string | null;
  /** The numbers are of before the latest change. */
  pending: boolean;
  /** The outcome that is still on its way, after the next words; null: none. */
  rest: string | null;
}

/** What changes do to the outcome and to the next word. */
export function EffectNumbers({ answer, problem, pending, rest, open, onToggle }: Props) {
  return (
    <Section class="effect" heading="What the changes do" open={open} onToggle={onToggle}>
      <div class={pending ? 'waiting' : ''} aria-busy={pending || rest !== null}>
        {pending && (
          <p class="note" role="status">
            <i class="hairline" /> computing…
          </p>
        )}
        {!pending && rest !== null && (
          <p class="note" role="status">
            <i class="hairline" /> {rest}: computing…
          </p>
        )}
        {problem && <p class="wrong">{problem}</p>}
        {answer && <Numbers answer={answer} />}
      </div>
    </Section>
  );
}

function Numbers({ answer }: { answer: Effect }) {
  const { outcome, unit, before, after, change, words } = answer;
  const value = (v: number | null) => (v === null ? 'not finite' : number(v));
  return (
    <div class="numbers">
      <p class="outcome">
        <span>{outcome}</span>
        <b>
          <span data-number={before}>{value(before)}</span> → <span data-number={after}>{value(after)}</span>
        </b>
        <span>
          change <strong data-number={change}>{change === null ? 'not finite' : changed(change)}</strong>{' '}
          {unit}, n = 1 text
        </span>
      </p>
      {answer.divergence !== null && !outcome.startsWith('KL') && (
        <p class="note">KL of the next word {number(answer.divergence)} nats</p>
      )}
      {words.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">next word</th>
              <td />
              <th scope="col">as it is</th>
              <th scope="col">changed</th>
            </tr>
          </thead>
          <tbody>
            {words.map(word => (
              <tr key={word.id}>
                <th scope="row">{word.text.trim() || word.piece}</th>
                <td aria-hidden="true">
                  <i class="as-it-is" style={{ '--share': word.before ?? 0 }} />
                  <i class="is-changed" style={{ '--share': word.after ?? 0 }} />
                </td>
                <td title={exactly(word.before)}>{share(word.before)}</td>
                <td title={exactly(word.after)}>{share(word.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Never 0: what is small is said to be small. */
export const share = (p: number | null): string => (p === null ? '–' : p < 0.01 ? '< .01' : short(p, 3));

const exactly = (p: number | null): string | undefined => (p === null ? undefined : number(p));
