import { useMemo } from 'preact/hooks';
import { Drawing } from '../controls/Drawing';
import { EffectRanking } from '../controls/EffectRanking';
import { Preview } from '../controls/Preview';
import { asksForMenu } from '../controls/place';
import { Ranking } from '../controls/Ranking';
import { headName } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { type Box, cellBox, type GridPlace } from '../scales/grid';
import { contrastOf, showsContrast } from '../views/compare';
import { gridOf, modelView } from '../views/model';
import { litLink, rankedValues } from '../views/model/values';
import type { Parts } from './App';
import { CellPicker } from './CellPicker';
import { events } from './events';
import { useSize } from './hooks';
import { partsIn } from './sides';

/** The whole model at the left: as large as it fits at model scale, a navigator beside the other scales. */
export function NavigatorPane(given: Parts) {
  const parts = showsContrast(given.snapshot.state) ? partsIn(given, 'a') : given;
  const { store, session, snapshot, reading, theme, asTable, comparison } = parts;
  const { state, hover } = snapshot;
  const { ref, element, size } = useSize();
  const on = useMemo(() => events(parts), [store, session]);
  const big = state.scale === 'model';
  const Pane = big ? 'main' : 'nav';
  const [width, height] = size;
  const effects = snapshot.measured.heads ?? undefined;
  const input = {
    reading,
    state,
    hover,
    width: Math.max(60, width),
    height: Math.max(60, height - 40),
    theme,
    comparison: comparison ?? undefined,
    effects,
  };
  const { layers, heads } = reading.info.model;
  const place = gridOf(input).place;
  const left = height - 40 - place.height;
  const contrast = comparison && showsContrast(state) ? contrastOf(comparison, state) : null;
  const values = rankedValues(reading, state, hover);
  const link = litLink(state, hover) !== null;
  return (
    <Pane class="navigator" ref={ref} aria-label="All heads of the model">
      {width > 0 && (
        <>
          <CellPicker {...{ reading, state, big, link, values, effects, store, contrast, comparison }} />
          <Drawing
            view={modelView}
            input={input}
            label={`${layers} layers by ${heads} heads. Arrow keys move, Enter opens a head, Space adds it.`}
            role="application"
            asTable={asTable && big}
            {...on}
            onKey={event => moveInGrid(event, parts, on, place)}
          />
          {big && hover.head && (
            <Preview
              reading={reading}
              head={hover.head}
              mode={state.parked ?? 'hidden'}
              theme={theme}
              arrived={snapshot.arrived}
              effects={effects}
              cell={() => inWindow(element!, cellBox(place, ...hover.head!))}
            />
          )}
          {!big && left > 190 && effects && state.cell === 'effect' && (
            <EffectRanking
              effects={effects}
              perLayer={heads}
              heads={state.heads}
              limit={Math.floor((left - 110) / 25)}
              {...on.choices}
            />
          )}
          {!big && left > 190 && values && !contrast && !(effects && state.cell === 'effect') && (
            <Ranking
              reading={reading}
              values={values}
              heads={state.heads}
              limit={Math.floor((left - 90) / 25)}
              {...on.choices}
            />
          )}
        </>
      )}
    </Pane>
  );
}

function inWindow(pane: HTMLElement, { x, y, width }: Box) {
  const canvas = pane.querySelector('.canvases')?.getBoundingClientRect();
  return canvas ? { left: canvas.left + x, right: canvas.left + x + width, top: canvas.top + y } : null;
}

function moveInGrid(
  event: KeyboardEvent,
  { store, reading }: Parts,
  on: ReturnType<typeof events>,
  place: GridPlace,
) {
  const { layers, heads } = reading.info.model;
  const { hover, state } = store.get(); // keys come faster than frames
  const [layer, head] = hover.head ?? state.heads[0];
  const to = (l: number, h: number): HeadId => [
    Math.max(0, Math.min(layers - 1, l)),
    Math.max(0, Math.min(heads - 1, h)),
  ];
  const moves: Record<string, HeadId> = {
    ArrowUp: to(layer - 1, head),
    ArrowDown: to(layer + 1, head),
    ArrowLeft: to(layer, head - 1),
    ArrowRight: to(layer, head + 1),
  };
  if (moves[event.key]) {
    on.pointHead(moves[event.key]);
    store.set({ said: headName(moves[event.key]) });
  } else if (event.key === 'Enter') on.openHead([layer, head]);
  else if (event.key === ' ') on.pickHead([layer, head], true);
  else if (asksForMenu(event)) {
    const canvases = event.currentTarget as HTMLElement;
    const [grid, cell] = [canvases.getBoundingClientRect(), cellBox(place, layer, head)];
    const at = { x: grid.left + cell.x + cell.width, y: grid.top + cell.y, from: canvases };
    on.onAct({ head: [layer, head] }, at);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
