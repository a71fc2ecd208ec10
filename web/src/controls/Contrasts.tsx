import { headName, sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { signed } from '../scales/format';
import type { Contrast } from '../views/compare';
import { ranking } from '../views/model/values';
import { Section } from './Section';

interface Props {
  /** Null while it is on the way; a sentence where there is none. */
  contrast: Contrast | string | null;
  perLayer: number;
  heads: readonly HeadId[];
  limit: number;
  open: boolean;
  onToggle(): void;
  /** What swapping a head's pattern does to the outcome, in words; null where it was not measured. */
  effect?(head: HeadId): string | null;
  onPoint(head: HeadId | null): void;
  onPick(head: HeadId, add: boolean): void;
  onOpen(head: HeadId): void;
}

/** Heads by how much their weights differ between two texts, both signs on a scale of ±1. */
export function Contrasts(props: Props) {
  const { contrast, heads, perLayer, limit, effect } = props;
  const order = contrast && typeof contrast !== 'string' ? ranking(contrast).slice(0, limit) : [];
  return (
    <Section
      class="contrasts"
      heading="Heads whose weights change most"
      open={props.open}
      onToggle={props.onToggle}
    >
      {typeof contrast === 'string' && <p class="note">{contrast}</p>}
      {contrast && typeof contrast !== 'string' && (
        <>
          <p class="note">{contrast.meaning}. A difference of weights is no effect.</p>
          <div class="contrast heading" aria-hidden="true">
            <span />
            <small>
              B <span>A</span>
            </small>
            <small>A − B</small>
            <small>effect</small>
          </div>
          <ol>
            {order.map(i => {
              const head: HeadId = [Math.floor(i / perLayer), i % perLayer];
              const value = contrast.values[i];
              const word = contrast.words?.[i];
              return (
                <li key={i}>
                  <button
                    type="button"
                    class="contrast"
                    aria-pressed={heads.some(h => sameHead(h, head))}
                    title={word ? `differs most at “${word}”` : undefined}
                    onPointerEnter={() => props.onPoint(head)}
                    onPointerLeave={() => props.onPoint(null)}
                    onFocus={event =>
                      (event.currentTarget as HTMLElement).matches(':focus-visible') && props.onPoint(head)
                    }
                    onBlur={() => props.onPoint(null)}
                    onClick={event => props.onPick(head, event.shiftKey || event.ctrlKey || event.metaKey)}
                    onDblClick={() => props.onOpen(head)}
                  >
                    <span>{headName(head)}</span>
                    <i class={value < 0 ? 'minus' : 'plus'} style={{ '--size': Math.abs(value) }} />
                    <b>{signed(value)}</b>
                    <small>{effect?.(head) ?? 'not measured'}</small>
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Section>
  );
}
