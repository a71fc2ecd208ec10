import { createPortal } from 'preact/compat';

/** A tooltip beside the pointer; its first line is its title. */
export function Tip({ lines, x, y }: { lines: string[]; x: number; y: number }) {
  const right = x > innerWidth - 260;
  const up = y > innerHeight - 160;
  const style = {
    left: right ? undefined : x + 14,
    right: right ? innerWidth - x + 14 : undefined,
    top: up ? undefined : y + 14,
    bottom: up ? innerHeight - y + 14 : undefined,
  };
  return createPortal(
    <div class="tip" style={style}>
      {lines.map((line, i) => (
        <div key={line} class={i === 0 ? 'title' : undefined}>
          {line}
        </div>
      ))}
    </div>,
    document.body,
  );
}
