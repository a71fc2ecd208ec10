import type { HeadEffects } from '../reading/effects';
import { sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { effectWords } from '../scales/format';
import { effectOrder, greatest } from '../views/model/effects';
import { HeadButton, type HeadChoices } from './HeadButton';

interface Props extends HeadChoices {
  effects: HeadEffects;
  perLayer: number;
  limit: number;
}

/** Heads from the largest effect down, both signs; the chosen ones too, wherever they stand. */
export function EffectRanking({ effects, perLayer, limit, ...choices }: Props) {
  const most = greatest(effects) || 1;
  const idOf = (i: number): HeadId => [Math.floor(i / perLayer), i % perLayer];
  const chosen = (head: HeadId) => choices.heads.some(other => sameHead(other, head));
  const order = effectOrder(effects);
  const measured = order.filter(i => !Number.isNaN(effects.changes[i]));
  const top = measured.slice(0, limit);
  const shown = [...top, ...order.filter(i => chosen(idOf(i)) && !top.includes(i)).slice(0, 4)];
  return (
    <section class="effects">
      <h2>Heads by the size of their effect</h2>
      <p class="note">
        {effects.question && `${effects.question}. `}Change of {effects.outcome}
        {effects.unit && `, ${effects.unit}`}; n = 1 text; {measured.length} of {order.length} measured.
      </p>
      <ol>
        {shown.map(i => {
          const head = idOf(i);
          const value = effects.changes[i];
          const half = Number.isFinite(value) ? (50 * Math.abs(value)) / most : 0;
          return (
            <li key={i}>
              <HeadButton head={head} {...choices}>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <path d="M50 0v8" stroke="var(--faint)" vector-effect="non-scaling-stroke" />
                  <rect
                    x={value < 0 ? 50 - half : 50}
                    y="1"
                    width={half}
                    height="6"
                    fill={value < 0 ? 'var(--neg)' : 'var(--pos)'}
                  />
                </svg>
                <b>{effectWords(value)}</b>
              </HeadButton>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
