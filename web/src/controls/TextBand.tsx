import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { promptCount } from '../reading/beginning';
import type { Reading } from '../reading/reading';
import type { Generated } from '../reading/types';
import { contrast, over, type Theme } from '../scales/theme';
import { underline, underlineBackground } from '../scales/underline';
import type { Target } from '../scene/scene';
import type { Marks } from '../words/marks';
import { runs } from './runs';
import { Arriving, ProbabilityBar, WrittenTip } from './Written';

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
  /** Tokens that exist at the step that is shown; later ones are dimmed, and a click moves on to them. */
  shown: number;
  /** What the model is writing now; it takes the place of what it wrote before. */
  writing: readonly Generated[] | null;
  onLater(token: number): void;
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
  const { reading, pinned, pointed, weights, shade, theme, writing } = props;
  const prompt = promptCount(reading);
  const all = useMemo(() => runs(reading), [reading]);
  const pieces = writing ? all.slice(0, prompt) : all;
  const [seen, setSeen] = useState<{ index: number; near: DOMRect } | null>(null);
  const see = (index: number, element: EventTarget | null) =>
    setSeen(
      element && index >= prompt ? { index, near: (element as HTMLElement).getBoundingClientRect() } : null,
    );
  const told = seen && !writing ? reading.info.generated[seen.index - prompt] : undefined;
  const long = reading.count > 80;
  const text = useRef<HTMLDivElement>(null);
  const newest = writing ? prompt + writing.length : props.shown;
  useLayoutEffect(() => {
    if (newest > prompt) showWord(text.current!, newest - 1);
  }, [newest, long, props.badge]);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setSeen(null);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const words = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')];
    words[words.indexOf(document.activeElement as HTMLElement) + by]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const strength = theme.name === 'dark' ? 50 : 70;
  return (
    <div class={`band${long ? ' long' : ''}`}>
      {props.badge && <b class={`badge ${props.badge}`}>{props.badge}</b>}
      <div
        ref={text}
        class={`text${writing || reading.count > prompt ? ' gone-on' : ''}`}
        role="toolbar"
        aria-label={`${props.badge ? `Text ${props.badge}` : 'The text'}; its words can be pinned`}
        onKeyDown={move}
      >
        {pieces.map((run, i) => {
          const target = { token: { side: 'query' as const, index: run.index } };
          const weight = weights ? weights[run.index] : 0;
          const later = run.index >= props.shown;
          const written = reading.info.generated[run.index - prompt];
          const on = run.index === pointed || pinned.includes(run.index);
          const colour = `color-mix(in srgb, ${shade} ${(strength * Math.sqrt(weight)).toFixed(1)}%, transparent)`;
          return (
            <>
              {run.index === prompt && <i class="seam" />}
              {run.before.includes('\n') ? <span class="break">⏎</span> : run.before}
              <button
                key={run.index}
                type="button"
                class={[
                  `word ${run.kind}`,
                  on && 'on',
                  written && 'written',
                  later && 'later',
                  props.differing?.has(run.index) && 'differs',
                ]
                  .filter(Boolean)
                  .join(' ')}
                aria-pressed={pinned.includes(run.index)}
                tabIndex={run.index === (pinned[0] ?? 0) ? 0 : -1}
                style={on ? undefined : { background: weight > 0.002 ? colour : undefined }}
                aria-describedby={told && seen?.index === run.index ? 'alternatives' : undefined}
                onPointerEnter={event => {
                  if (!later) props.onPoint(target);
                  see(run.index, event.currentTarget);
                }}
                onPointerLeave={() => {
                  props.onPoint(null);
                  setSeen(null);
                }}
                onFocus={event =>
                  event.currentTarget.matches(':focus-visible') && see(run.index, event.currentTarget)
                }
                onBlur={() => setSeen(null)}
                onClick={event => (later ? props.onLater(run.index) : props.onPick(target, event.shiftKey))}
              >
                {run.label}
                {written && <ProbabilityBar share={written.probability} />}
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
        {writing && <Arriving tokens={writing} />}
      </div>
      {told && <WrittenTip id="alternatives" token={told} near={seen!.near} />}
      {props.children}
      <button type="button" class="quiet edit" onClick={props.onEdit}>
        Edit text
      </button>
    </div>
  );
}

/** Scrolls a long text so that a word of it is in sight. */
function showWord(text: HTMLElement, index: number): void {
  const word = text.querySelectorAll('.word')[index]?.getBoundingClientRect();
  const box = text.getBoundingClientRect();
  if (!word) return;
  if (word.bottom > box.bottom) text.scrollTop += word.bottom - box.bottom + 8;
  else if (word.top < box.top) text.scrollTop -= box.top - word.top;
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
