import { openMenuAt } from '../controls/place';

/** A finger that rests so long asks for the menu of what is under it. */
const longest = 550;
/** A finger is never quite still. */
const still = 10;

/** Makes a long press a right click where the browser does not; the click that ends it is none. */
export function listenToLongPress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let swallow = false;
  const forget = () => clearTimeout(timer);
  const down = (event: PointerEvent) => {
    forget();
    swallow = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    start = { x: event.clientX, y: event.clientY };
    const element = event.target as Element;
    timer = setTimeout(() => {
      swallow = openMenuAt(element, start.x, start.y);
    }, longest);
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > still) forget();
  };
  const click = (event: MouseEvent) => {
    if (!swallow) return;
    swallow = false;
    event.stopPropagation();
    event.preventDefault();
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: forget, pointercancel: forget, click };
  const each = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of each) document.addEventListener(name, listener, true);
  // The browser’s own long press comes first where it has one.
  document.addEventListener('contextmenu', forget, true);
  return () => {
    for (const [name, listener] of each) document.removeEventListener(name, listener, true);
    document.removeEventListener('contextmenu', forget, true);
  };
}
