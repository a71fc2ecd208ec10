import type { ComponentChildren } from 'preact';
import { headName, sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { type Place, placeOf } from './place';

/** What pointing at a head, choosing and opening it does, and asking what can be done with it. */
export interface HeadChoices {
  /** The chosen ones. */
  heads: readonly HeadId[];
  onPoint(head: HeadId | null): void;
  onPick(head: HeadId, add: boolean): void;
  onOpen(head: HeadId): void;
  onAct(head: HeadId, place: Place): void;
}

interface Props extends HeadChoices {
  head: HeadId;
  class?: string;
  title?: string;
  children: ComponentChildren;
}

/** A head in a list, with what stands beside its name. */
export function HeadButton({ head, heads, class: name, title, children, ...does }: Props) {
  return (
    <button
      type="button"
      class={name}
      title={title}
      data-head={headName(head)}
      aria-pressed={heads.some(other => sameHead(other, head))}
      onPointerEnter={() => does.onPoint(head)}
      onPointerLeave={() => does.onPoint(null)}
      onFocus={event => (event.currentTarget as HTMLElement).matches(':focus-visible') && does.onPoint(head)}
      onBlur={() => does.onPoint(null)}
      onClick={event => does.onPick(head, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDblClick={() => does.onOpen(head)}
      onContextMenu={event => does.onAct(head, placeOf(event))}
    >
      <span>{headName(head)}</span>
      {children}
    </button>
  );
}
