import { asksForMenu, below, openMenuAt } from '../controls/place';
import { toggleOff } from '../reading/edits';
import { headName } from '../reading/reading';
import { moveLayer, only, parkedMode, type Scale } from '../state/state';
import type { Session } from './session';
import type { Store } from './store';
import { byStep } from './writing';

const scales: Record<string, Scale> = { 1: 'model', 2: 'heads', 3: 'neurons' };
const nextParked = { shown: 'hidden', hidden: 'rescaled', rescaled: 'shown' } as const;
const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;

const nextSide = { a: 'b', b: 'both', both: 'difference', difference: 'a' } as const;
const sideWords = { a: 'first text', b: 'second text', both: 'both texts', difference: 'difference' };

/** The next of two texts, both, their difference; without a second one its field opens. */
function toggleSide(store: Store): void {
  const { state, reading } = store.get();
  if (!state.request || !reading) return;
  if (state.other === null) {
    store.set({ comparing: true });
    return;
  }
  const next = state.scale === 'neurons' ? (state.side === 'b' ? 'a' : 'b') : nextSide[state.side];
  store.change(s => ({ ...s, side: next }));
  store.set({ said: sideWords[next] });
}

/** Sliders, boxes and buttons use no letters. */
const typing = 'input:not([type=range], [type=checkbox], [type=radio]), textarea, select';

/** Keys of the whole page; fields keep theirs. */
export function listenToKeys(
  store: Store,
  session: Session,
  toggles: { table(): void; help(): void; examples(): void },
): () => void {
  const head = (by: number) => {
    const { reading, state } = store.get();
    if (!reading) return;
    const { layers, heads } = reading.info.model;
    const [layer, index] = state.heads[0];
    const at = layer * heads + index + by;
    const next = Math.max(0, Math.min(layers * heads - 1, at));
    show(() => only(state, [Math.floor(next / heads), next % heads]));
  };
  const show = (next: Parameters<Store['change']>[0]) => {
    session.choose();
    store.change(next);
    session.ensure();
    store.set({ said: store.get().state.heads.map(headName).join(', ') });
  };
  const layer = (by: number) => {
    const layers = store.get().reading?.info.model.layers;
    if (layers) show(s => moveLayer(s, by, layers));
  };
  const actions: Record<string, () => void> = {
    '/': () => store.set({ editing: true }),
    '[': () => head(-1),
    ']': () => head(1),
    '{': () => layer(-1),
    '}': () => layer(1),
    s: () => store.change(s => ({ ...s, parked: nextParked[parkedMode(s)] })),
    t: () => store.change(s => ({ ...s, theme: nextTheme[s.theme] })),
    w: () => store.change(s => ({ ...s, marks: !s.marks })),
    ',': () => byStep({ store, session }, -1),
    '.': () => byStep({ store, session }, 1),
    d: () => toggleSide(store),
    o: () => {
      const { request, heads } = store.get().state;
      if (request) session.edit(toggleOff(request.edits, heads));
    },
    b: toggles.table,
    e: toggles.examples,
    '?': toggles.help,
    Escape: () => {
      store.change(s => ({ ...s, queries: [], keys: [], neuron: null }));
      session.ensure();
    },
  };
  const listen = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (target.matches(typing) || target.closest('dialog')) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) store.redo();
      else store.undo();
      session.ensure();
      return;
    }
    if (asksForMenu(event)) {
      const { x, y } = below(document.activeElement as HTMLElement);
      if (openMenuAt(document.activeElement!, x + 8, y)) event.preventDefault();
      return;
    }
    const scale = scales[event.key];
    if (scale) {
      const neurons = store.get().reading?.info.queriesAndKeys;
      if (scale !== 'neurons' || neurons) store.change(s => ({ ...s, scale }));
      store.set({ said: `${store.get().state.scale} scale` });
      session.ensure();
    } else if (actions[event.key] ?? actions[event.key.toLowerCase()]) {
      (actions[event.key] ?? actions[event.key.toLowerCase()])();
    } else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
