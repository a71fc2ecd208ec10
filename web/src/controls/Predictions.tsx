import { quoted, type Reading } from '../reading/reading';
import { short } from '../scales/format';

/** What the model says comes next, or stands at this position. */
export function Predictions({ reading, limit }: { reading: Reading; limit: number }) {
  const { predictions, predictedFrom } = reading.measures!;
  if (!predictions.length) return null;
  const where = quoted(reading, predictedFrom);
  const heading =
    reading.info.model.head === 'next'
      ? `After ${where} the model predicts`
      : `At ${where} the model predicts`;
  const mark = (text: string) =>
    text.trim() === '' ? text.replace(/ /g, '␣').replace(/\n/g, '⏎') : text.trim();
  return (
    <section class="predictions">
      <h2>{heading}</h2>
      <ol>
        {predictions.slice(0, limit).map(p => (
          <li key={p.id}>
            <span>{mark(p.text) || p.piece}</span>
            <i style={{ '--share': p.probability }} />
            <b>{p.probability < 0.005 ? '< .01' : short(p.probability)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
