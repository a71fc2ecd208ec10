import { useMemo, useState } from 'preact/hooks';
import { Drawing } from '../controls/Drawing';
import type { Side } from '../reading/comparison';
import { headName } from '../reading/reading';
import { differenceView, mostPanels, mostTokens } from '../views/compare';
import { headsOf } from '../views/head/panel';
import { longerThan } from '../views/matrix';
import type { ViewInput } from '../views/view';
import type { Parts } from './App';
import { events } from './events';
import { partsIn } from './sides';
import { headView, matrixView } from './views';

interface Size {
  width: number;
  height: number;
}

const headingHeight = 26;
/** Two head views need so much room; in less the difference is drawn. */
export const narrowest = 560;

/** The input of a drawing of one of the two texts. */
export function inputIn(parts: Parts, side: Side, { width, height }: Size): ViewInput {
  const { snapshot, reading, theme, marks } = partsIn(parts, side);
  const touch = matchMedia('(pointer: coarse)').matches;
  const { state, hover } = snapshot;
  const comparison = parts.comparison ?? undefined;
  const effects = (side === 'a' && snapshot.measured.heads) || undefined;
  return { reading, state, hover, width, height, theme, touch, marks, comparison, effects };
}

export const sideBySideView = (input: ViewInput) =>
  input.reading.count > longerThan ? matrixView : headView;

/** Two head views, same heads and pins; pointing in one lights the other where its tokens have a partner. */
export function SideBySide(parts: Parts & Size) {
  const { width, height, comparison } = parts;
  const size = { width: Math.floor((width - 16) / 2), height: height - headingHeight };
  return (
    <div class="beside">
      {(['a', 'b'] as const).map(side => (
        <section key={side} style={{ width: size.width }} aria-label={`Text ${side.toUpperCase()}`}>
          <h2>
            <b class={`badge ${side.toUpperCase()}`}>{side.toUpperCase()}</b>{' '}
            {comparison!.names[side].length > 1 && `“${comparison!.names[side]}”`}
          </h2>
          <OneSide parts={parts} side={side} size={size} />
        </section>
      ))}
    </div>
  );
}

function OneSide({ parts, side, size }: { parts: Parts; side: Side; size: Size }) {
  const { store, session, comparison } = parts;
  const on = useMemo(() => events({ store, session, comparison, text: side }), [store, comparison, side]);
  const input = inputIn(parts, side, size);
  const names = input.state.heads.map(headName).join(', ');
  return (
    <Drawing
      view={sideBySideView(input)}
      input={input}
      label={`Attention of ${names} in text ${side.toUpperCase()}; key B shows the numbers as a table.`}
      asTable={parts.asTable}
      {...on}
    />
  );
}

/** Where panels of the difference lie: one alone, else two beside each other. */
export function panelSizes(count: number, tokens: number, { width, height }: Size): Size {
  if (count < 2) return { width, height };
  const columns = width >= 760 ? 2 : 1;
  const rows = Math.ceil(Math.min(count, mostPanels) / columns);
  // Panels below each other scroll, so that their rows need not be narrow.
  const least = columns === 1 ? 64 + 22 * tokens : 180;
  return {
    width: Math.floor((width - 16 * (columns - 1)) / columns),
    height: Math.max(least, Math.floor(height / rows) - 4),
  };
}

/** A minus B, a panel for each head. */
export function Differences(parts: Parts & Size) {
  const { store, session, comparison, asTable, width, height } = parts;
  const [all, setAll] = useState(false);
  // What differs is drawn: a link of it is one in each text.
  const { onAct: _, ...on } = useMemo(
    () => events({ store, session, comparison, text: 'a' }),
    [store, comparison],
  );
  const tokens = comparison!.shared.length;
  if (tokens > mostTokens)
    return (
      <p class="note said">
        Differences are drawn up to {mostTokens} tokens, and these texts share {tokens}: the two drawings side
        by side, the cells of the grid and the numbers at the right compare them.
      </p>
    );
  const { ids } = headsOf(inputIn(parts, 'a', { width, height }));
  const shown = all ? ids : ids.slice(0, mostPanels);
  const more = ids.length - mostPanels;
  const room = { width, height: height - (more > 0 ? 32 : 0) };
  const input = inputIn(parts, 'a', panelSizes(shown.length, tokens, room));
  const label = (slot: number) =>
    `Weights of ${headName(ids[slot])} in A minus those in B; key B shows the numbers as a table.`;
  if (asTable)
    return <Drawing view={differenceView(0)} input={input} label={label(0)} asTable={true} {...on} />;
  return (
    <>
      <div class="panels">
        {shown.map((id, slot) => (
          <div key={headName(id)} style={{ width: input.width }}>
            <Drawing view={differenceView(slot)} input={input} label={label(slot)} asTable={false} {...on} />
          </div>
        ))}
      </div>
      {more > 0 && (
        <button type="button" class="quiet more" onClick={() => setAll(!all)}>
          {all ? `Show ${mostPanels} only` : `and ${more} more: show`}
        </button>
      )}
    </>
  );
}
