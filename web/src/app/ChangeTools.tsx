import { useMemo } from 'preact/hooks';
import { placeOf } from '../controls/place';
import { promptCount } from '../reading/beginning';
import { cutLinks, headIsOff, toggleOff } from '../reading/edits';
import { headName, quoted } from '../reading/reading';
import type { Parts } from './App';
import { events } from './events';

/** Changes beside the drawing: the heads in focus off, the pinned link cut in them. */
export function ChangeTools(parts: Parts) {
  // Changes are made to the first text: pins are its tokens here, whichever text is drawn.
  const { store, session, snapshot, reading } = parts.first ?? parts;
  const on = useMemo(() => events({ store, session }), [store, session]);
  const { request, heads, queries, keys } = snapshot.state;
  if (!request) return null;
  const { edits } = request;
  const who = heads.length === 1 ? headName(heads[0]) : `${heads.length} heads`;
  const off = heads.every(head => headIsOff(edits, head));
  const end = promptCount(reading);
  const link = queries.length === 1 && keys.length === 1 && queries[0] < end && keys[0] < end;
  const words = link ? `${quoted(reading, queries[0])} → ${quoted(reading, keys[0])}` : '';
  return (
    <span class="tools-of-change">
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={!off}
        aria-label={`${who} on, key O`}
        title={`${who} writes its mean over reference sentences instead: key O`}
        onClick={() => session.edit(toggleOff(edits, heads))}
      >
        {off ? 'off' : 'on'}
      </button>
      {link && (
        <button
          type="button"
          class="act"
          title={`In ${who}, the others share its weight`}
          onClick={() => session.edit(cutLinks(edits, heads, queries, keys))}
        >
          Cut {words}
        </button>
      )}
      <button
        type="button"
        class="plain"
        aria-haspopup="menu"
        aria-label={`More changes of ${link ? words : who}`}
        title={link ? 'Cut in all heads, and more' : 'Off by 0, damped, and more'}
        onClick={event => {
          const [head, query, key] = [heads[0], queries[0], keys[0]];
          on.onAct(link ? { head, link: { query, key } } : { head }, placeOf(event));
        }}
      >
        ▾
      </button>
    </span>
  );
}
