import type { Reading } from '../reading/reading';
import { headName } from '../reading/reading';
import type { HeadId, Measure } from '../reading/types';
import { short } from '../scales/format';
import { headColour, type Theme } from '../scales/theme';
import { fewest } from '../views/model/values';
import { Section } from './Section';

interface Props {
  reading: Reading;
  heads: readonly HeadId[];
  pointed: HeadId | undefined;
  chosen: string;
  theme: Theme;
  /** What the numbers are of, where it is not what is drawn. */
  note: string | null;
  onChoose(measure: string): void;
  open: boolean;
  onToggle(): void;
}

const width = 92;

/** One strip per measure with a tick per head; the selected heads as triangles, the pointed one in ink. */
export function Measures(props: Props) {
  const { reading, heads, pointed, chosen, theme, note, onChoose, open, onToggle } = props;
  const measures = reading.measures?.measures ?? [];
  const shown = pointed ?? heads[0];
  const index = shown[0] * reading.heads + shown[1];
  return (
    <Section
      heading={`${headName(shown)} among ${reading.info.model.layers * reading.heads} heads`}
      open={open}
      onToggle={onToggle}
    >
      <div class="measure heading" aria-hidden="true">
        <span />
        <span />
        <small>value</small>
        <small>chance</small>
        <small>n</small>
      </div>
      <div class="measures" role="radiogroup" aria-label="Measure that ranks the heads">
        {measures.map(measure => (
          <button
            key={measure.name}
            type="button"
            role="radio"
            aria-checked={measure.name === chosen}
            class="measure"
            title={`${measure.meaning}; ${numbers(measure, index)}`}
            onClick={() => onChoose(measure.name)}
          >
            <span>{measure.name.replace('-', ' ')}</span>
            <Strip measure={measure} reading={reading} heads={heads} pointed={pointed} theme={theme} />
            <b>{value(measure, index)}</b>
            <small>{chance(measure, index)}</small>
            <small>{measure.values[index] === null ? '' : measure.counts[index]}</small>
          </button>
        ))}
      </div>
      {note && <p class="note">{note}</p>}
    </Section>
  );
}

const tooFew = (measure: Measure, i: number) => (measure.counts[i] ?? fewest) < fewest;

function value(measure: Measure, i: number): string {
  const v = measure.values[i];
  return v === null ? '–' : tooFew(measure, i) ? 'too few' : short(v, v >= 10 ? 1 : 2);
}

function chance(measure: Measure, i: number): string {
  const c = measure.chances[i];
  return c === null || measure.values[i] === null || tooFew(measure, i) ? '' : short(c, c >= 10 ? 1 : 2);
}

function numbers(measure: Measure, i: number): string {
  if (measure.values[i] === null) return 'not defined for this text';
  const count = measure.counts[i];
  const over = count === null ? '' : `, over ${count} queries`;
  return `value ${value(measure, i)}, chance ${chance(measure, i)}${over}`;
}

function Strip({
  measure,
  reading,
  heads,
  pointed,
  theme,
}: Pick<Props, 'reading' | 'heads' | 'pointed' | 'theme'> & { measure: Measure }) {
  const usable = measure.values.filter((v): v is number => v !== null);
  const most = Math.max(1e-9, ...usable) > 1 ? Math.max(...usable) : 1;
  const x = (v: number) => 1 + (v / most) * (width - 2);
  const ticks = usable.map(v => `M${x(v).toFixed(1)} 6v9`).join('');
  const at = ([layer, head]: HeadId) => measure.values[layer * reading.heads + head];
  return (
    <svg width={width} height="16" viewBox={`0 0 ${width} 16`} aria-hidden="true">
      <path d={ticks} stroke={theme.faint} stroke-width="1" opacity=".45" />
      <path d={`M0 15.5h${width}`} stroke={theme.rule} />
      {heads.slice(0, 8).map((head, slot) => {
        const v = at(head);
        if (v === null || v === undefined) return null;
        return (
          <path
            key={headName(head)}
            d={`M${x(v)} 8l-4 -7h8zM${x(v) - 0.75} 7h1.5v8h-1.5z`}
            fill={headColour(theme, slot, heads.length)}
          />
        );
      })}
      {pointed && at(pointed) !== null && at(pointed) !== undefined && (
        <path d={`M${x(at(pointed)!)} 1v14`} stroke={theme.ink} stroke-width="2" />
      )}
    </svg>
  );
}
