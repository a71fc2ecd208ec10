import type { HeadEffects } from '../reading/effects';
import { headName, sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { effectWords } from '../scales/format';
import { effectOrder, greatest } from '../views/model/effects';

interface Props {
  effects: HeadEffects;
  perLayer: number;
  heads: readonly HeadId[];
  limit: number;
  onPoint(head: HeadId | null): void;
  onPick(head: HeadId, add: boolean): void;
  onOpen(head: HeadId): void;
}

/** Heads from the largest effect down, both signs; the chosen ones too, wherever they stand. */
export function EffectRanking({ effects, perLayer, heads, limit, onPoint, onPick, onOpen }: Props) {
  const most = greatest(effects) || 1;
  const idOf = (i: number): HeadId => [Math.floor(i / perLayer), i % perLayer];
  const chosen = (head: HeadId) => heads.some(h => sameHead(h, head));
  const order = effectOrder(effects);
  const measured = order.filter(i => !Number.isNaN(effects.changes[i]));
  const top = measured.slice(0, limit);
  const shown = [...top, ...order.filter(i => chosen(idOf(i)) && !top.includes(i)).slice(0, 4)];
  return (
    <section class="effects">
      <h2>Heads by the size of their effect</h2>
      <p class="note">
        {effects.question && `${effects.question}. `}Change of {effects.outcome}
        {effects.unit && `, ${effects.unit}`}; {measured.length} of {order.length} measured.
      </p>
      <ol>
        {shown.map(i => {
          const head = idOf(i);
          const value = effects.changes[i];
          const half = Number.isFinite(value) ? (50 * Math.abs(value)) / most : 0;
          return (
            <li key={i}>
              <button
                type="button"
                aria-pressed={chosen(head)}
                onPointerEnter={() => onPoint(head)}
                onPointerLeave={() => onPoint(null)}
                onFocus={event =>
                  (event.currentTarget as HTMLElement).matches(':focus-visible') && onPoint(head)
                }
                onBlur={() => onPoint(null)}
                onClick={event => onPick(head, event.shiftKey || event.ctrlKey || event.metaKey)}
                onDblClick={() => onOpen(head)}
              >
                <span>{headName(head)}</span>
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
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
