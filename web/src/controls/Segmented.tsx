export interface Choice<T extends string> {
  value: T;
  label: string;
  disabled?: boolean;
  title?: string;
}

interface Props<T extends string> {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange(value: T): void;
}

/** One of a few: a radio group, moved through with the arrow keys. */
export function Segmented<T extends string>({ label, value, choices, onChange }: Props<T>) {
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const open = choices.filter(c => !c.disabled);
    const at = open.findIndex(c => c.value === value);
    const next = open[(at + by + open.length) % open.length];
    onChange(next.value);
    const group = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => group.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus());
  };
  return (
    <div class="segmented" role="radiogroup" aria-label={label} onKeyDown={move}>
      {choices.map(c => (
        <button
          key={c.value}
          type="button"
          role="radio"
          data-value={c.value}
          aria-checked={c.value === value}
          tabIndex={c.value === value ? 0 : -1}
          disabled={c.disabled}
          title={c.title}
          onClick={() => onChange(c.value)}
        >
          {c.label}
        </button>
      ))}
    </div>
  );
}
