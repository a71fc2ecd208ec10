import type { Scene, Target, Text } from '../scene/scene';
import type { ViewInput } from '../views/view';
import { type Place, placeOf } from './place';

interface Props {
  scene: Scene;
  side: 'query' | 'key';
  input: ViewInput;
  onPoint(target: Target | null): void;
  onPick(target: Target, add: boolean): void;
  onAct?(target: Target, place: Place): void;
}

/** The tokens of one side of a drawing, as a list that the keyboard reaches. */
export function TokenColumn({ scene, side, input, onPoint, onPick, onAct }: Props) {
  const marks = scene.marks.filter((m): m is Text => m.kind === 'text' && m.token?.side === side);
  if (!marks.length) return null;
  const pinned = side === 'query' ? input.state.queries : input.state.keys;
  const current = marks.findIndex(m => m.token!.index === (input.hover.token?.index ?? pinned[0]));
  const key = (event: KeyboardEvent, row: number) => {
    const list = (event.currentTarget as HTMLElement).parentElement!;
    const other = list.parentElement!.querySelector(`[data-side="${side === 'query' ? 'key' : 'query'}"]`);
    const focus = (element: Element | null | undefined) => (element as HTMLElement | null)?.focus();
    const token = { token: marks[row].token };
    if (event.key === 'ArrowDown') focus(list.children[Math.min(marks.length - 1, row + 1)]);
    else if (event.key === 'ArrowUp') focus(list.children[Math.max(0, row - 1)]);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      focus(other?.children[Math.min(row, other.children.length - 1)]);
    else if (event.key === 'Enter' || event.key === ' ') onPick(token, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="tokens"
      role="listbox"
      data-side={side}
      aria-multiselectable="true"
      aria-label={side === 'query' ? 'Words that look (queries)' : 'Words looked at (keys)'}
    >
      {marks.map((mark, row) => {
        const target = { token: mark.token };
        return (
          <div
            key={mark.token!.index}
            class="token"
            role="option"
            aria-selected={pinned.includes(mark.token!.index)}
            data-index={mark.token!.index}
            tabIndex={row === Math.max(0, current) ? 0 : -1}
            title={
              mark.maxWidth && mark.text.length * mark.size * 0.56 > mark.maxWidth ? mark.text : undefined
            }
            style={place(mark)}
            onPointerEnter={() => onPoint(target)}
            onPointerLeave={() => onPoint(null)}
            onFocus={event =>
              (event.currentTarget as HTMLElement).matches(':focus-visible') && onPoint(target)
            }
            onBlur={() => onPoint(null)}
            onClick={event => onPick(target, event.shiftKey)}
            onContextMenu={event => onAct?.(target, placeOf(event))}
            onKeyDown={event => key(event, row)}
          >
            {mark.text}
          </div>
        );
      })}
    </div>
  );
}

function place({ x, y, size, anchor, maxWidth = 100, fill, weight = 400 }: Text) {
  const left = anchor === 'end' ? x - maxWidth : anchor === 'middle' ? x - maxWidth / 2 : x;
  return {
    left: left - 6,
    top: y,
    width: maxWidth + 12,
    fontSize: size,
    color: fill,
    fontWeight: weight,
    textAlign: anchor === 'end' ? 'right' : anchor === 'middle' ? 'center' : 'left',
  } as const;
}
