import type { ComponentChildren } from 'preact';

interface Props {
  heading: ComponentChildren;
  open: boolean;
  onToggle(): void;
  class?: string;
  children: ComponentChildren;
}

/** A part of the details that opens and closes under its heading. */
export function Section({ heading, open, onToggle, class: name, children }: Props) {
  return (
    <section class={name}>
      <h2>
        <button type="button" class="fold" aria-expanded={open} onClick={onToggle}>
          {heading}
        </button>
      </h2>
      {open && children}
    </section>
  );
}
