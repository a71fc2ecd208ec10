import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { drawCanvas } from '../scene/canvas';
import { pick } from '../scene/pick';
import type { Scene, Target } from '../scene/scene';
import type { View, ViewInput } from '../views/view';
import { type Place, placeOf } from './place';
import { TableTwin } from './TableTwin';
import { Tip } from './Tip';
import { TokenColumn } from './TokenColumn';

export interface DrawingEvents {
  /** The pointer is on a mark, or on none. */
  onPoint(target: Target | null): void;
  onPick(target: Target, add: boolean): void;
  onOpen?(target: Target): void;
  /** Asks what can be done with it: a click on a link, a right click on anything. */
  onAct?(target: Target, place: Place): void;
  onDrag?(target: Target): void;
  onKey?(event: KeyboardEvent): void;
}

interface Props extends DrawingEvents {
  view: View;
  input: ViewInput;
  label: string;
  asTable: boolean;
  role?: 'img' | 'application';
}

/** A view on the page: its scene on canvases, its tokens as elements, its tooltips, its table. */
export function Drawing(props: Props) {
  const { view, input, label, asTable } = props;
  const scene = useMemo(() => view.scene(input), [view, input]);
  const overlay = useMemo(() => view.overlay?.(input), [view, input]);
  const table = useMemo(() => (asTable ? view.table(input) : null), [asTable, view, input]);
  if (table) return <TableTwin table={table} />;
  return <Canvases {...props} scene={scene} overlay={overlay} label={label} />;
}

function Canvases({
  scene,
  overlay,
  label,
  input,
  view,
  role = 'img',
  ...on
}: Props & { scene: Scene; overlay?: Scene }) {
  const lower = useRef<HTMLCanvasElement>(null);
  const upper = useRef<HTMLCanvasElement>(null);
  const [tip, setTip] = useState<{ lines: string[]; x: number; y: number } | null>(null);
  const frame = useRef(0);
  const dragging = useRef(false);
  const ratio = devicePixelRatio;
  useLayoutEffect(() => drawCanvas(lower.current!, scene, { ratio }), [scene, ratio]);
  useLayoutEffect(() => {
    if (overlay) drawCanvas(upper.current!, overlay, { ratio });
  }, [overlay, ratio]);
  useLayoutEffect(() => () => cancelAnimationFrame(frame.current), []);

  const at = (event: MouseEvent): Target | null => {
    const box = lower.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const target = pick(scene, x, y);
    return target?.token || target?.link ? target : (view.at?.(input, x, y) ?? target);
  };
  const move = (event: PointerEvent) => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const target = at(event);
      const lines = target && (target.tip ?? view.tip?.(input, target));
      setTip(lines ? { lines, x: event.clientX, y: event.clientY } : null);
      if (dragging.current && target?.window !== undefined) on.onDrag?.(target);
      else on.onPoint(target);
    });
  };
  const leave = () => {
    cancelAnimationFrame(frame.current);
    setTip(null);
    on.onPoint(null);
  };
  const act = (event: MouseEvent, what?: (target: Target, add: boolean) => unknown) => {
    const target = at(event);
    if (target) what?.(target, event.shiftKey || event.ctrlKey || event.metaKey);
  };
  const ask = (event: MouseEvent, target: Target) => {
    if (!on.onAct) return;
    leave();
    on.onAct(target, placeOf(event));
  };
  return (
    <div class="drawing" style={{ width: scene.width, height: scene.height }}>
      <div
        class="canvases"
        role={role}
        aria-label={label}
        tabIndex={role === 'application' ? 0 : undefined}
        onKeyDown={on.onKey}
        onPointerMove={move}
        onPointerLeave={leave}
        onPointerDown={event => {
          const target = at(event);
          if (target?.window === undefined) return;
          dragging.current = true;
          on.onDrag?.(target);
        }}
        onPointerUp={() => {
          dragging.current = false;
        }}
        onClick={event =>
          act(event, (target, add) =>
            isLink(target) && on.onAct ? ask(event, target) : on.onPick(target, add),
          )
        }
        onContextMenu={event => act(event, target => (target.head || target.token) && ask(event, target))}
        onDblClick={event => act(event, on.onOpen)}
      >
        <canvas ref={lower} />
        {overlay && <canvas ref={upper} class="over" />}
      </div>
      <TokenColumn side="query" {...{ scene, input }} {...on} />
      <TokenColumn side="key" {...{ scene, input }} {...on} />
      {tip && <Tip {...tip} />}
    </div>
  );
}

/** A link that is not a place in a window or a neuron: those have a click of their own. */
const isLink = ({ link, window, neuron }: Target): boolean =>
  link !== undefined && window === undefined && neuron === undefined;
