import { useEffect, useRef, useState } from 'preact/hooks';
import type { Swap } from '../words/swap';

interface Props {
  /** What the field begins with. */
  text: string;
  /** The text it is compared with. */
  first: string;
  /** The first text with a pronoun changed, each one click away. */
  swaps: readonly Swap[];
  onRead(text: string): void;
  onClose(): void;
}

/** The second text. Enter reads it, Escape closes the field. */
export function CompareField({ text, first, swaps, onRead, onClose }: Props) {
  const [draft, setDraft] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current!.focus();
    area.current!.setSelectionRange(text.length, text.length);
  }, []);
  const ready = draft.trim() !== '' && draft !== first;
  const submit = () => ready && onRead(draft);
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || event.shiftKey || (event.target as HTMLElement).tagName === 'BUTTON') return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      class="editor comparing"
      onKeyDown={keys}
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <label class="wide">
        <span>Compare with</span>
        <textarea
          ref={area}
          name="other"
          rows={1}
          value={draft}
          onInput={e => setDraft(e.currentTarget.value)}
        />
      </label>
      <div class="row">
        {swaps.length > 0 && <span class="note">With another pronoun:</span>}
        {swaps.map(swap => (
          <button key={swap.text} type="button" class="chip swap" onClick={() => onRead(swap.text)}>
            {swap.from} → {swap.to}
          </button>
        ))}
        <button type="submit" class="main" disabled={!ready}>
          Read
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
        {draft === first && <span class="note">Change the text: both are the same now.</span>}
      </div>
    </form>
  );
}
