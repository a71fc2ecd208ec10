import { useMemo } from 'preact/hooks';
import { ActMenu } from '../controls/ActMenu';
import type { Place } from '../controls/place';
import type { Side } from '../reading/comparison';
import { exact } from '../scales/format';
import { type Act, type Acted, actsOn } from '../state/acts';
import { otherFits } from '../state/outcome';
import type { Parts } from './App';
import { countsOf, partsIn } from './sides';

/** The menu that is open, and what it is about. */
export interface OpenMenu extends Place {
  acted: Acted;
  text: Side;
}

/** Lists of heads are made anew with a reading: the focus goes on to the same head. */
function focusAgain(from: HTMLElement | null): void {
  const { head } = from?.dataset ?? {};
  if (!head || from!.isConnected || document.activeElement !== document.body) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-head="${head}"]`)?.focus());
}

/** The menu of what was clicked or pointed at: changes from where it is drawn. */
export function ActPane(parts: Parts & { menu: OpenMenu }) {
  const { store, session, snapshot, menu } = parts;
  const { reading, snapshot: own } = partsIn(parts, menu.text);
  const close = useMemo(
    () => (back: boolean) => {
      store.set({ menu: null });
      if (back) menu.from?.focus();
    },
    [store, menu],
  );
  const { token, link, head } = menu.acted;
  if (Math.max(token?.index ?? 0, link?.query ?? 0, link?.key ?? 0) >= reading.count) return null;
  const { state } = own;
  const otherWhy = otherFits(state.other, countsOf(snapshot, snapshot.reading!));
  const acts = actsOn(menu.acted, { state, reading, text: menu.text, otherWhy });
  const weight = link && reading.row(head ?? state.heads[0], link.query)?.[link.key];
  const heading = weight === undefined ? acts.heading : `${acts.heading} ${exact(weight)}`;
  const act = ({ edits, pins, said }: Act) => {
    close(true);
    store.set({ said });
    if (pins) {
      store.change(s => ({ ...s, ...pins }));
      session.ensure();
    }
    if (edits) session.edit(edits).then(() => focusAgain(menu.from));
  };
  return <ActMenu {...acts} heading={heading} x={menu.x} y={menu.y} onAct={act} onClose={close} />;
}
