import { createPortal } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Act, Acts } from '../state/acts';

interface Props extends Acts {
  x: number;
  y: number;
  onAct(act: Act): void;
  /** `back`: the focus returns to where the menu was opened. */
  onClose(back: boolean): void;
}

/** What can be done with what was pointed at, beside it; Escape, Tab and a click outside close it. */
export function ActMenu({ heading, note, groups, x, y, onAct, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const items = () => [...root.current!.querySelectorAll<HTMLElement>('[role=menuitem]')];
  useLayoutEffect(() => {
    const { style, offsetWidth, offsetHeight } = root.current!;
    style.left = `${Math.max(4, Math.min(x, innerWidth - offsetWidth - 4))}px`;
    style.top = `${Math.max(4, Math.min(y + 2, innerHeight - offsetHeight - 4))}px`;
    (items().find(item => item.ariaDisabled !== 'true') ?? items()[0])?.focus();
  }, [x, y, heading]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) onClose(false);
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, [onClose]);
  const key = (event: KeyboardEvent) => {
    const list = items();
    const at = list.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) list.at(to % list.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose(true);
    else return;
    event.preventDefault();
  };
  return createPortal(
    <div
      ref={root}
      class="acts"
      role="menu"
      tabIndex={-1}
      aria-label={heading}
      onKeyDown={key}
      onContextMenu={event => event.preventDefault()}
    >
      <div class="title" role="presentation">
        {heading}
      </div>
      {note && (
        <div class="note" id="acts-note" role="presentation">
          {note}
        </div>
      )}
      {groups.map((group, i) => (
        <div key={group[0].label} role="group" aria-label={i ? 'More' : 'Changes'}>
          {group.map(act => (
            <Item key={act.label} {...{ act, onAct }} />
          ))}
        </div>
      ))}
    </div>,
    document.querySelector('main') ?? document.body,
  );
}

/** What cannot be done stays in the list, so that its reason can be read. */
function Item({ act, onAct }: { act: Act; onAct(act: Act): void }) {
  const { label, why } = act;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={why !== null}
      aria-describedby={why === '' ? 'acts-note' : undefined}
      onClick={() => why === null && onAct(act)}
      onPointerMove={event => event.currentTarget.focus({ preventScroll: true })}
    >
      {label}
      {why && <small>{why}</small>}
    </button>
  );
}
