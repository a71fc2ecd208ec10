import { headName, sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { headColour, type Theme } from '../scales/theme';
import { type Place, placeOf } from './place';

interface Props {
  heads: readonly HeadId[];
  layers: number;
  perLayer: number;
  theme: Theme;
  /** Heads that are switched off carry a strike. */
  isOff?(head: HeadId): boolean;
  /** Other changes leave a dot. */
  isChanged?(head: HeadId): boolean;
  onLayer(by: number): void;
  onToggle(head: HeadId): void;
  /** Alone; again: the whole layer. */
  onSolo(head: HeadId): void;
  onAll(): void;
  onPoint(head: HeadId | null): void;
  onAct(head: HeadId, place: Place): void;
}

/** Layer stepper, one square per head of the layer, and chips for heads of other layers. */
export function HeadPicker(props: Props) {
  const { heads, layers, perLayer, theme } = props;
  const layer = heads[0][0];
  const changed = (head: HeadId) => {
    if (props.isOff?.(head)) return ['off', ', off'];
    return props.isChanged?.(head) ? ['changed', ', changed'] : ['', ''];
  };
  const slot = (head: HeadId) => heads.findIndex(h => sameHead(h, head));
  const style = (at: number) =>
    at < 0 ? undefined : { borderBottomColor: headColour(theme, at, heads.length) };
  const point = (head: HeadId) => ({
    onPointerEnter: () => props.onPoint(head),
    onPointerLeave: () => props.onPoint(null),
    onContextMenu: (event: MouseEvent) => props.onAct(head, placeOf(event)),
  });
  return (
    <>
      <span class="label">Layer</span>
      <button
        type="button"
        class="plain"
        aria-label="Layer before"
        disabled={layer === 0}
        onClick={() => props.onLayer(-1)}
      >
        ‹
      </button>
      <output class="layer" aria-label="Layer">
        {layer}
      </output>
      <button
        type="button"
        class="plain"
        aria-label="Next layer"
        disabled={layer === layers - 1}
        onClick={() => props.onLayer(1)}
      >
        ›
      </button>
      <span class="label">Head</span>
      <div class="squares" role="group" aria-label={`Heads of layer ${layer}`}>
        {Array.from({ length: perLayer }, (_, index) => {
          const head = [layer, index] as const;
          const at = slot(head);
          const [mark, said] = changed(head);
          return (
            <button
              key={index}
              type="button"
              class={`square ${mark}`}
              aria-pressed={at >= 0}
              aria-label={`${index}, ${headName(head)}${said}`}
              style={style(at)}
              title={`${headName(head)}: click adds or removes it, double click shows it alone`}
              onClick={event => (event.detail === 2 ? props.onSolo(head) : props.onToggle(head))}
              onKeyDown={event => {
                if (event.key !== 'Enter' || !event.shiftKey) return;
                event.preventDefault();
                props.onSolo(head);
              }}
              {...point(head)}
            >
              {index}
            </button>
          );
        })}
      </div>
      <button type="button" class="quiet" onClick={props.onAll}>
        All
      </button>
      {heads.some(head => head[0] !== layer) && <span class="label">and</span>}
      {heads
        .filter(head => head[0] !== layer)
        .map(head => (
          <button
            key={headName(head)}
            type="button"
            class={`chip ${changed(head)[0]}`}
            style={style(slot(head))}
            aria-label={`Remove ${headName(head)}${changed(head)[1]}`}
            onClick={() => props.onToggle(head)}
            {...point(head)}
          >
            {headName(head)} ×
          </button>
        ))}
    </>
  );
}
