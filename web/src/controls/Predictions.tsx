import { quoted, type Reading } from '../reading/reading';
import { short } from '../scales/format';
import { Section } from './Section';

interface Props {
  reading: Reading;
  limit: number;
  open: boolean;
  onToggle(): void;
}

/** What the model says comes next, or stands at this position. */
export function Predictions({ reading, limit, open, onToggle }: Props) {
  const { predictions, predictedFrom } = reading.measures!;
  if (!predictions.length) return null;
  const where = quoted(reading, predictedFrom);
  const who = reading.info.edits.json.length ? 'the changed run predicts' : 'the model predicts';
  const heading = reading.info.model.head === 'next' ? `After ${where} ${who}` : `At ${where} ${who}`;
  const mark = (text: string) =>
    text.trim() === '' ? text.replace(/ /g, '␣').replace(/\n/g, '⏎') : text.trim();
  return (
    <Section class="predictions" heading={heading} open={open} onToggle={onToggle}>
      <ol>
        {predictions.slice(0, limit).map(p => (
          <li key={p.id}>
            <span>{mark(p.text) || p.piece}</span>
            <i style={{ '--share': p.probability }} />
            <b>{p.probability < 0.005 ? '< .01' : short(p.probability)}</b>
          </li>
        ))}
      </ol>
    </Section>
  );
}
