import type { DrawingEvents } from '../controls/Drawing';
import type { HeadChoices } from '../controls/HeadButton';
import type { Place } from '../controls/place';
import type { HeadId } from '../reading/types';
import type { Acted } from '../state/acts';
import { only, pin, toggleHead } from '../state/state';
import type { Parts } from './App';
import type { Session } from './session';
import { pinTarget } from './sides';
import type { Store } from './store';

interface Doors {
  store: Store;
  session: Session;
  /** Which of two texts is drawn. */
  comparison?: Parts['comparison'];
  text?: Parts['text'];
}

/** What pointing and clicking in any drawing does: the same everywhere. */
export function events({ store, session, comparison = null, text = 'a' }: Doors): DrawingEvents & {
  pickHead(head: HeadId, add: boolean): void;
  openHead(head: HeadId): void;
  pointHead(head: HeadId | null): void;
  /** Opens the menu of what can be done with it. */
  onAct(acted: Acted, place: Place): void;
  /** The same for a list of heads. */
  choices: Omit<HeadChoices, 'heads'>;
} {
  const pickHead = (head: HeadId, add: boolean) => {
    session.choose();
    store.change(s => (add ? toggleHead(s, head) : only(s, head)));
    session.ensure();
  };
  const openHead = (head: HeadId) => {
    session.choose();
    store.change(s => ({ ...only(s, head), scale: 'heads' }));
    session.ensure();
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const pointHead = (head: HeadId | null) => {
    store.point(head ? { head } : {});
    clearTimeout(waiting);
    // Numbers of a head that the pointer only passes are not asked for.
    if (head) waiting = setTimeout(() => session.ensure(), 60);
  };
  const onAct = ({ head, link, token }: Acted, place: Place) =>
    store.set({ menu: { acted: { head, link, token }, text, ...place } });
  return {
    pickHead,
    openHead,
    pointHead,
    choices: {
      onPoint: pointHead,
      onPick: pickHead,
      onOpen: openHead,
      onAct: (head, place) => onAct({ head }, place),
    },
    onAct,
    onPoint(target) {
      if (!target) store.point({});
      else if (target.token) store.point({ token: target.token, ...(text === 'b' ? { text } : {}) });
      else if (target.neuron !== undefined) store.point({ neuron: target.neuron });
      else if (target.head && !target.link) pointHead(target.head);
      else store.point({});
    },
    onPick(picked, add) {
      const target = pinTarget({ comparison, text }, picked);
      if (target.token) {
        const { side, index } = target.token;
        store.change(s => pin(s, side, index, add));
        session.ensure();
      } else if (target.neuron !== undefined) {
        const { neuron } = target;
        store.change(s => ({ ...s, neuron: s.neuron === neuron ? null : neuron }));
      } else if (target.head && !target.link) pickHead(target.head, add);
    },
    onOpen(target) {
      if (target.head && !target.link) openHead(target.head);
    },
    onDrag(target) {
      if (target.window !== undefined) store.change(s => ({ ...s, window: target.window! }));
    },
  };
}
