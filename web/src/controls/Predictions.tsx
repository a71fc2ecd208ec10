import { quoted, type Reading } from '../reading/reading';
import type { Generated } from '../reading/types';
import { Section } from './Section';
import { probability, wordOf } from './Written';

interface Props {
  reading: Reading;
  /** The word that was chosen here, where the model wrote on. */
  chosen: Generated | null;
  limit: number;
  open: boolean;
  onToggle(): void;
}

/** What the model says comes next, or stands at this position. */
export function Predictions({ reading, chosen, limit, open, onToggle }: Props) {
  const { predictions, predictedFrom } = reading.measures!;
  if (!predictions.length) return null;
  const where = quoted(reading, predictedFrom);
  const who = reading.info.edits.json.length ? 'the changed run predicts' : 'the model predicts';
  const heading = reading.info.model.head === 'next' ? `After ${where} ${who}` : `At ${where} ${who}`;
  return (
    <Section class="predictions" heading={heading} open={open} onToggle={onToggle}>
      <ol>
        {predictions.slice(0, limit).map(p => (
          <li key={p.id} class={p.id === chosen?.id ? 'chosen' : undefined}>
            <span>{wordOf(p)}</span>
            <i style={{ '--share': p.probability }} />
            <b>{probability(p.probability)}</b>
          </li>
        ))}
      </ol>
      {chosen && (
        <p class="note">
          “{wordOf(chosen)}” was written. It was chosen from {where}: the row of that token shows where each
          head looked then.
        </p>
      )}
    </Section>
  );
}
