import type { Question } from '../reading/effects';
import type { HeadId } from '../reading/types';
import { signed } from '../scales/format';
import type { Contrast } from '../views/compare';
import { ranking } from '../views/model/values';
import { HeadButton, type HeadChoices } from './HeadButton';
import { Section } from './Section';

interface Props extends HeadChoices {
  /** Null while it is on the way; a sentence where there is none. */
  contrast: Contrast | string | null;
  perLayer: number;
  limit: number;
  open: boolean;
  onToggle(): void;
  /** What swapping a head's pattern does to the outcome, in words; null where it was not measured. */
  effect?(head: HeadId): string | null;
  /** What was tried to measure the effects. */
  asked: Question['kind'] | null;
  /** What it carries over all pairs of the data sets, in words; null where that is not known. */
  overPairs?(head: HeadId): string | null;
}

const askedWords = { pattern: 'swap', off: 'off', zero: '0', cut: 'cut' } as const;

/** Heads by how much their weights differ between two texts, both signs on a scale of ±1. */
export function Contrasts({
  contrast,
  perLayer,
  limit,
  effect,
  asked,
  overPairs,
  open,
  onToggle,
  ...choices
}: Props) {
  const order = contrast && typeof contrast !== 'string' ? ranking(contrast).slice(0, limit) : [];
  return (
    <Section class="contrasts" heading="Heads whose weights change most" open={open} onToggle={onToggle}>
      {typeof contrast === 'string' && <p class="note">{contrast}</p>}
      {contrast && typeof contrast !== 'string' && (
        <>
          <p class="note">{contrast.meaning}; n = 1 pair of texts. A difference of weights is no effect.</p>
          <div class="contrast heading" aria-hidden="true">
            <span />
            <small>
              B <span>A</span>
            </small>
            <small>A − B</small>
            <small>effect{asked && `, ${askedWords[asked]}`}</small>
          </div>
          <ol>
            {order.map(i => {
              const head: HeadId = [Math.floor(i / perLayer), i % perLayer];
              const value = contrast.values[i];
              const word = contrast.words?.[i];
              return (
                <li key={i}>
                  <HeadButton
                    head={head}
                    class="contrast"
                    title={word ? `differs most at “${word}”` : undefined}
                    {...choices}
                  >
                    <i class={value < 0 ? 'minus' : 'plus'} style={{ '--size': Math.abs(value) }} />
                    <b>{signed(value)}</b>
                    <small>{effect?.(head) ?? 'not measured'}</small>
                    {overPairs && <small class="over-pairs">{overPairs(head)}</small>}
                  </HeadButton>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Section>
  );
}
