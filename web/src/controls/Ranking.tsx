import type { HeadEffects } from '../reading/effects';
import type { Reading } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { effectWords, short } from '../scales/format';
import { type HeadValues, ranking } from '../views/model/values';
import { HeadButton, type HeadChoices } from './HeadButton';

interface Props extends HeadChoices {
  reading: Reading;
  values: HeadValues;
  limit: number;
  /** Stand beside the ranking, or that they were not measured. */
  effects?: HeadEffects | null;
}

/** Heads from the largest value down, as buttons with bars. */
export function Ranking({ reading, values, limit, effects, ...choices }: Props) {
  const order = ranking(values);
  const most = Math.max(1e-9, ...order.slice(0, 1).map(i => values.values[i]));
  const above = order.filter(i => values.values[i] > 0.2).length;
  const mean = order.reduce((sum, i) => sum + values.values[i], 0) / Math.max(1, order.length);
  return (
    <section class={`ranking${effects === undefined ? '' : ' beside'}`}>
      <h2>Heads ranked by {values.title.replace('-', ' ')}</h2>
      <p class="note">
        {values.meaning}
        {values.chances === null && `; ${above} of ${order.length} exceed .20, their mean is ${short(mean)}`}
      </p>
      {effects !== undefined && <p class="note right">effect</p>}
      {order.length === 0 && <p class="note">Not defined for this text.</p>}
      <ol>
        {order.slice(0, limit).map(i => {
          const head: HeadId = [Math.floor(i / reading.heads), i % reading.heads];
          const value = values.values[i];
          return (
            <li key={i}>
              <HeadButton head={head} {...choices}>
                <i style={{ '--share': value / most }} />
                <b>{short(value, value >= 10 ? 1 : 2)}</b>
                {effects !== undefined && <small>{effectWords(effects?.changes[i] ?? NaN)}</small>}
              </HeadButton>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
