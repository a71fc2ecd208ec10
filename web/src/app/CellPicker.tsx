import type { Comparison } from '../reading/comparison';
import type { HeadEffects } from '../reading/effects';
import type { Reading } from '../reading/reading';
import { short } from '../scales/format';
import type { State } from '../state/state';
import type { Contrast } from '../views/compare';
import { brief, greatest } from '../views/model/effects';
import { largestSize } from '../views/model/signed';
import type { HeadValues } from '../views/model/values';
import type { Store } from './store';

interface Props {
  reading: Reading;
  state: State;
  big: boolean;
  link: boolean;
  values: HeadValues | null;
  effects?: HeadEffects;
  store: Store;
  /** Two texts: what the cells start as. */
  comparison: Comparison | null;
  contrast: Contrast | string | null;
}

/** What each cell of the grid shows, and the scale where that is one number. */
export function CellPicker(props: Props) {
  const { reading, state, big, link, values, effects, store, comparison } = props;
  const { layers, heads } = reading.info.model;
  const showsEffect = effects !== undefined && state.cell === 'effect';
  const contrast = showsEffect ? null : props.contrast;
  // Where a pinned word stands for none, or an effect is not measured, cells are as of one text.
  const compares = comparison && typeof contrast !== 'string' && (state.cell !== 'effect' || effects);
  const lit = !compares && link && (state.cell === 'pattern' || state.cell === 'link');
  const number = lit || !['pattern', 'lines', 'matrix', 'link', 'effect'].includes(state.cell);
  const most = values?.values.reduce((a, b) => (b > a ? b : a), 0) ?? 0;
  return (
    <div class="cells">
      <label>
        {big ? (
          `${layers} layers × ${heads} heads, each cell shows `
        ) : (
          <span class="unseen">Each cell shows</span>
        )}
        <select
          value={state.cell === 'link' || (state.cell === 'effect' && !effects) ? 'pattern' : state.cell}
          onChange={e => {
            const cell = e.currentTarget.value;
            store.change(s => ({ ...s, cell, measure: isMeasure(reading, cell) ? cell : s.measure }));
          }}
        >
          <option value="pattern">
            {compares
              ? `${comparison!.names.a} | ${comparison!.names.b} contrast`
              : `${lit ? `link ${values?.title ?? ''}` : 'pattern'}${comparison ? ', A alone' : ''}`}
          </option>
          <option value="lines">as lines</option>
          <option value="matrix">as matrix</option>
          {effects && <option value="effect">effect</option>}
          {reading.measures?.measures.map(m => (
            <option key={m.name} value={m.name}>
              {m.name.replace('-', ' ')}
            </option>
          ))}
        </select>
      </label>
      {showsEffect && greatest(effects) > 0 && (
        <span class="ramp signed" title={`Change of ${effects.outcome}`}>
          {brief(-greatest(effects))} <i /> {brief(greatest(effects))}
          {big && ` change of ${effects.outcome}`}
        </span>
      )}
      {contrast && typeof contrast !== 'string' && (
        <span class="ramp a-b" title={`${contrast.title}: ${contrast.meaning}`}>
          B <i /> A ±{short(largestSize(contrast))}
        </span>
      )}
      {!contrast && number && values && (
        <span class="ramp" title="The scale of the cells">
          0 <i /> {short(most, most >= 10 ? 1 : 2)}
        </span>
      )}
    </div>
  );
}

const isMeasure = (reading: Reading, name: string) =>
  reading.measures?.measures.some(m => m.name === name) ?? false;
