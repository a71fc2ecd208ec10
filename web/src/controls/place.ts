/** Where a menu opens, and what has the focus again when it is closed. */
export interface Place {
  x: number;
  y: number;
  from: HTMLElement | null;
}

/** The place of an event that opens the page’s own menu instead of the browser’s. */
export function placeOf(event: MouseEvent): Place {
  event.preventDefault();
  const element = event.currentTarget as HTMLElement;
  const from = element.tabIndex >= 0 || element.hasAttribute('tabindex') ? element : document.activeElement;
  // A button that is pressed with a key has no place of its own.
  if (event.type === 'click' && event.detail === 0) return below(element);
  return { x: event.clientX, y: event.clientY, from: from as HTMLElement };
}

export function below(element: HTMLElement): Place {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom, from: element };
}

/** Keys that ask for the menu of what has the focus. */
export function asksForMenu({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  return key === 'ContextMenu' || (key === 'F10' && shiftKey) || key.toLowerCase() === 'm';
}

/** The same as a right click at a point of an element; false where it has no menu there. */
export function openMenuAt(element: Element, x: number, y: number): boolean {
  const place = { clientX: x, clientY: y };
  const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place });
  return !element.dispatchEvent(event);
}
