import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Reading } from '../reading/reading';
import { contrast, over, type Theme } from '../scales/theme';
import { underline, underlineBackground } from '../scales/underline';
import type { Target } from '../scene/scene';
import type { Marks } from '../words/marks';
import { runs } from './runs';

interface Props {
  reading: Reading;
  pinned: readonly number[];
  pointed: number | undefined;
  /** Weight from the token in focus to each token, by index; null where nothing is in focus. */
  weights: Float32Array | null;
  shade: string;
  /** Words to underline; null where none are. */
  marks: Marks | null;
  theme: Theme;
  /** Of two texts: tokens that the other one does not have, and its letter. */
  differing?: ReadonlySet<number>;
  badge?: 'A' | 'B';
  /** Beside the text. */
  children: ComponentChildren;
  onPoint(target: Target | null): void;
  onPick(target: Target, add: boolean): void;
  onEdit(): void;
}

/** The text that was read, its tokens as buttons, shaded by where the one in focus looks. */
export function TextBand(props: Props) {
  const { reading, pinned, pointed, weights, shade, theme } = props;
  const pieces = useMemo(() => runs(reading), [reading]);
  const long = reading.count > 80;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')];
    all[all.indexOf(document.activeElement as HTMLElement) + by]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const strength = theme.name === 'dark' ? 50 : 70;
  return (
    <div class={`band${long ? ' long' : ''}`}>
      {props.badge && <b class={`badge ${props.badge}`}>{props.badge}</b>}
      <div
        class="text"
        role="toolbar"
        aria-label={`${props.badge ? `Text ${props.badge}` : 'The text'}; its words can be pinned`}
        onKeyDown={move}
      >
        {pieces.map((run, i) => {
          const target = { token: { side: 'query' as const, index: run.index } };
          const weight = weights ? weights[run.index] : 0;
          const on = run.index === pointed || pinned.includes(run.index);
          const colour = `color-mix(in srgb, ${shade} ${(strength * Math.sqrt(weight)).toFixed(1)}%, transparent)`;
          return (
            <>
              {run.before.includes('\n') ? <span class="break">⏎</span> : run.before}
              <button
                key={run.index}
                type="button"
                class={`word ${run.kind}${on ? ' on' : ''}${props.differing?.has(run.index) ? ' differs' : ''}`}
                aria-pressed={pinned.includes(run.index)}
                tabIndex={run.index === (pinned[0] ?? 0) ? 0 : -1}
                style={on ? undefined : { background: weight > 0.002 ? colour : undefined }}
                onPointerEnter={() => props.onPoint(target)}
                onPointerLeave={() => props.onPoint(null)}
                onClick={event => props.onPick(target, event.shiftKey)}
              >
                {run.label}
                <Underline
                  marks={props.marks}
                  theme={theme}
                  token={run.index}
                  gap={/^\s+$/.test(pieces[i + 1]?.before ?? '')}
                  ground={on ? theme.beam : over(theme.bg, shade, (strength * Math.sqrt(weight)) / 100)}
                />
              </button>
            </>
          );
        })}
      </div>
      {props.children}
      <button type="button" class="quiet edit" onClick={props.onEdit}>
        Edit text
      </button>
    </div>
  );
}

interface UnderlineProps extends Pick<Props, 'marks' | 'theme'> {
  token: number;
  /** A blank comes next: the underline of a word that goes on bridges it. */
  gap: boolean;
  ground: string;
}

/** Below a token of a marked word; in ink where its colour would not stand out from the shading. */
function Underline({ marks, theme, token, gap, ground }: UnderlineProps) {
  const mark = marks?.tokens.get(token);
  if (!mark) return null;
  const line = underline(theme, mark.category);
  const stroke = contrast(ground, line.stroke) < 3 ? theme.ink : line.stroke;
  const background = underlineBackground({ ...line, stroke });
  return <i class={`underline${mark.goesOn && gap ? ' on' : ''}`} style={{ background }} />;
}
