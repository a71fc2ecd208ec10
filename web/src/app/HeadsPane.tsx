import { useMemo } from 'preact/hooks';
import { Drawing } from '../controls/Drawing';
import { EffectRanking } from '../controls/EffectRanking';
import { MeasureHeads } from '../controls/MeasureHeads';
import { outcomeName } from '../reading/effects';
import { quoted, withTokens } from '../reading/reading';
import { outcomeOf, questionOf } from '../state/outcome';
import { agreement, agreementInWords, plotView } from '../views/plot';
import { differenceLooks, type Looks, linkLooks } from '../views/plot/looks';
import type { Parts } from './App';
import type { Measured, RankedHeads } from './effects';
import { events } from './events';
import { useSize } from './hooks';
import { rankingKey } from './ranking';
import { countsOf } from './sides';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** Trying one question on all heads, and what came of it. */
export function HeadsPane(shown: Props) {
  // Heads are measured in the first text, whichever is drawn.
  const props = { ...shown, ...shown.first };
  const { store, session, snapshot, reading, fold } = props;
  const { state, measured } = snapshot;
  const on = useMemo(() => events({ store, session }), [store, session]);
  if (!state.request) return null;
  const count = countsOf(snapshot, reading);
  const { question, why } = questionOf(state, count);
  const outcome = outcomeOf(state, reading.info.model);
  const same = question && measured.heads?.key === rankingKey(state.request, { question, outcome });
  const names = (list: readonly number[]) => list.map(index => quoted(reading, index)).join(', ');
  const meaning = {
    pattern: 'its pattern becomes that of the other text',
    off: 'it is off, its output is its mean over reference sentences',
    zero: 'its output is 0',
    cut: `${names(state.queries)} gives ${names(state.keys)} nothing, and the others share its weight`,
  }[state.question ?? 'off'];
  return (
    <MeasureHeads
      {...fold('all-heads')}
      question={state.question ?? 'off'}
      why={why}
      meaning={meaning}
      outcome={outcomeName(outcome)}
      changedRun={state.request.edits.length > 0}
      effects={measured.heads}
      goesOn={same ?? false}
      total={reading.info.model.layers * reading.heads}
      stage={measured.stage}
      problem={measured.problem}
      onQuestion={asked => store.change(s => ({ ...s, question: asked }))}
      onMeasure={() => {
        session.choose();
        if (question) session.ranking.measure(question);
      }}
      onCancel={() => session.ranking.cancel()}
    >
      {measured.heads ? (
        <>
          <EffectRanking
            effects={inWords(measured.heads)}
            perLayer={reading.heads}
            heads={state.heads}
            limit={state.scale === 'model' ? 12 : 6}
            {...on.choices}
          />
          <Plot {...props} heads={measured.heads} />
        </>
      ) : (
        <p class="note">Effects: not measured.</p>
      )}
    </MeasureHeads>
  );
}

/** The question with the words of the tokens that it numbers. */
const inWords = (heads: NonNullable<Measured['heads']>) => ({
  ...heads,
  question: withTokens(heads.reading, heads.question),
});

function Plot(props: Props & { heads: RankedHeads }) {
  const { store, session, snapshot, theme, asTable, heads } = props;
  const { state, hover } = snapshot;
  const { ref, size } = useSize();
  const on = useMemo(() => events({ store, session }), [store, session]);
  const looks = looksOf(heads, state.queries, state.keys);
  const title = looks?.title;
  const view = useMemo(() => looks && plotView(looks), [heads.reading, heads.other, title]);
  if (!looks || !view)
    return (
      <p class="note">
        Pin a word at the left and one at the right: their link’s weight is set against the effects.
      </p>
    );
  const [width] = size;
  const input = { reading: heads.reading, state, hover, width, height: 250, theme, effects: heads };
  return (
    <div class="plot">
      <h2>Looks against matters</h2>
      <div ref={ref}>
        {width > 0 && (
          <Drawing
            view={view}
            input={input}
            label={`A dot per measured head: across ${looks.title}, up the effect. Key B shows the numbers as a table.`}
            asTable={asTable}
            {...on}
          />
        )}
      </div>
      <p class="note">{agreementInWords(agreement(input, looks))}</p>
    </div>
  );
}

/** What stands beside the effects: the link that was cut, else the pinned one, else how two texts differ. */
function looksOf(
  { asked, reading, other }: RankedHeads,
  queries: readonly number[],
  keys: readonly number[],
): Looks | null {
  if (asked.kind === 'cut') return linkLooks(reading, asked.queries ?? [], asked.keys);
  const known = [...queries, ...reading.rows.keys()].find(query => other?.rows.has(query));
  const difference = other && known !== undefined ? differenceLooks(reading, other, known) : null;
  const link = linkLooks(reading, queries, keys);
  return asked.kind === 'pattern' ? (difference ?? link) : (link ?? difference);
}
