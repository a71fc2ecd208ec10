import { useMemo, useState } from 'preact/hooks';
import { Measures } from '../controls/Measures';
import { Predictions } from '../controls/Predictions';
import { Ranking } from '../controls/Ranking';
import { showsContrast } from '../views/compare';
import { rankedValues } from '../views/model/values';
import { AnswerPane } from './AnswerPane';
import type { Parts } from './App';
import { CompareDetails } from './CompareDetails';
import { EffectsPane } from './EffectsPane';
import { events } from './events';
import { HeadsPane } from './HeadsPane';
import { OutcomePane } from './OutcomePane';
import { PairsPane } from './PairsPane';

/** Numbers at the right: measures of the head in focus, what the model predicts, the ranking at model scale. */
export function DetailsPane(parts: Parts) {
  const { store, session, snapshot, reading, theme, comparison } = parts;
  const { state, hover } = snapshot;
  const on = useMemo(() => events(parts), [store, session]);
  const values = rankedValues(reading, state, hover);
  const [closed, setClosed] = useState(remembered);
  const fold = (name: string) => ({
    open: !closed.includes(name),
    onToggle: () =>
      setClosed(remember(closed.includes(name) ? closed.filter(n => n !== name) : [...closed, name])),
  });
  const chosen = snapshot.reading?.info.generated[reading.info.generated.length] ?? null;
  return (
    <aside aria-label="Numbers" tabIndex={0}>
      {comparison && reading.measures && <CompareDetails {...parts} fold={fold} />}
      {comparison && <OutcomePane {...parts} fold={fold} />}
      <AnswerPane {...parts} fold={fold} />
      {reading.measures && (
        <Measures
          reading={reading}
          heads={state.heads}
          pointed={hover.head}
          chosen={state.measure}
          theme={theme}
          note={chosen && 'over the whole text, with all that was written'}
          {...fold('measures')}
          onChoose={measure =>
            store.change(s => ({ ...s, measure, cell: isDrawing(s.cell) ? s.cell : measure }))
          }
        />
      )}
      {state.scale === 'model' && values && !(comparison && showsContrast(state)) && (
        <Ranking
          reading={reading}
          values={values}
          heads={state.heads}
          limit={12}
          effects={snapshot.measured.heads}
          {...on.choices}
        />
      )}
      {!comparison && reading.measures && (
        <Predictions reading={reading} chosen={chosen} limit={6} {...fold('predictions')} />
      )}
      {!comparison && <OutcomePane {...parts} fold={fold} />}
      <EffectsPane {...parts} fold={fold} />
      <HeadsPane {...parts} fold={fold} />
      <PairsPane {...parts} fold={fold} />
      {reading.info.warnings.map(warning => (
        <p key={warning} class="note">
          {warning}
        </p>
      ))}
    </aside>
  );
}

const key = 'headlight-closed';

/** Which details are closed: all of them on the first visit, later those that the reader closed. */
function remembered(): string[] {
  return (localStorage.getItem(key) ?? 'measures,predictions,outcome,changes,all-heads').split(',');
}

function remember(closed: string[]): string[] {
  localStorage.setItem(key, closed.join(','));
  return closed;
}

const isDrawing = (cell: string) => ['pattern', 'lines', 'matrix', 'link', 'effect'].includes(cell);
