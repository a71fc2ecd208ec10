interface Props {
  problem: string | null;
  gone: boolean;
  onEdit(): void;
}

/** What went wrong, in place, in the library's words. */
export function Problem({ problem, gone, onEdit }: Props) {
  if (!problem) return null;
  return (
    <div class={`problem${gone ? ' gone' : ''}`} role="alert">
      <p>{problem}</p>
      {!gone && (
        <button type="button" class="quiet" onClick={onEdit}>
          Edit text or model
        </button>
      )}
    </div>
  );
}
