import { useEffect, useRef, useState } from 'preact/hooks';
import type { Example, Start, TokenCount } from '../reading/client';
import type { Request } from '../reading/types';
import { plain } from '../state/state';

interface Props {
  start: Start;
  request: Request | null;
  /** False where there is nothing to go back to. */
  canClose: boolean;
  count(request: Request, signal: AbortSignal): Promise<TokenCount>;
  onRead(request: Request, typing: boolean): void;
  onExample(example: Example): void;
  onFile(file: File): void;
  onClose(): void;
}

/** Readings shorter than this are made while the text is typed. */
const soon = 300;
/** As long as it is not known how long readings take, those of so many tokens. */
const unknown = 64;

/** Text, second text, model and options. Enter reads, Escape restores. */
export function TextEditor(props: Props) {
  const first: Request = props.request ?? {
    model: props.start.models.find(m => m.head === 'next')?.name ?? props.start.models[0]?.name ?? '',
    text: '',
    pair: null,
    ...plain,
  };
  const [original] = useState(props.request);
  const [draft, setDraft] = useState(first);
  const [tokens, setTokens] = useState<TokenCount | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current!.focus();
    area.current!.select();
  }, []);
  const model = props.start.models.find(m => m.name === draft.model);
  const edited = JSON.stringify(draft) !== JSON.stringify(props.request);

  useEffect(() => {
    const abort = new AbortController();
    setProblem(null);
    if (draft.text.trim() === '' || !draft.model) {
      setTokens(null);
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const counted = await props.count(draft, abort.signal);
        setTokens(counted);
        const fits = counted.count <= counted.positions;
        const quick = counted.milliseconds === null ? counted.count <= unknown : counted.milliseconds < soon;
        if (edited && fits && quick) props.onRead(draft, true);
      } catch (wrong) {
        if (abort.signal.aborted) return;
        setTokens(null);
        setProblem((wrong as Error).message);
      }
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [draft]);

  const change = (part: Partial<Request>) => setDraft(old => ({ ...old, ...part }));
  const tooLong = tokens !== null && tokens.count > tokens.positions;
  const ready = draft.text.trim() !== '' && draft.model !== '' && !tooLong;
  const submit = () => ready && props.onRead(draft, false);
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape' && props.canClose) {
      if (original && JSON.stringify(props.request) !== JSON.stringify(original))
        props.onRead(original, false);
      props.onClose();
    }
    if (event.key === 'Enter' && !event.shiftKey && (event.target as HTMLElement).tagName !== 'BUTTON') {
      event.preventDefault();
      submit();
    }
  };
  return (
    <form
      class="editor"
      onKeyDown={keys}
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <label class="wide">
        <span>Text</span>
        <textarea
          ref={area}
          name="text"
          rows={2}
          value={draft.text}
          onInput={e => change({ text: e.currentTarget.value })}
        />
      </label>
      {(model?.takesPairs || draft.pair !== null) && (
        <label class="wide">
          <span>Second text</span>
          <textarea
            name="pair"
            rows={1}
            value={draft.pair ?? ''}
            onInput={e => change({ pair: e.currentTarget.value === '' ? null : e.currentTarget.value })}
          />
        </label>
      )}
      <div class="row">
        <label>
          <span>Model</span>
          <input
            name="model"
            list="models"
            value={draft.model}
            placeholder="a name, or a folder’s path"
            onInput={e => {
              const name = e.currentTarget.value;
              const next = props.start.models.find(m => m.name === name);
              change({ model: name, pair: next && !next.takesPairs ? null : draft.pair });
            }}
          />
          <datalist id="models">
            {props.start.models.map(m => (
              <option key={m.name} value={m.name}>
                {`${m.layers} × ${m.heads}, ${m.family}`}
              </option>
            ))}
          </datalist>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={draft.specialTokens}
            onChange={e => change({ specialTokens: e.currentTarget.checked })}
          />
          special tokens
        </label>
        {model?.causal !== false && (
          <label class="check">
            <input
              type="checkbox"
              checked={draft.startToken}
              onChange={e => change({ startToken: e.currentTarget.checked })}
            />
            start token
          </label>
        )}
        <output class={tooLong ? 'count wrong' : 'count'}>
          {tokens
            ? `${tokens.count} of ${tokens.positions} tokens`
            : draft.text.trim() === ''
              ? 'no text yet'
              : '…'}
        </output>
        <button type="submit" class="main" disabled={!ready}>
          Read
        </button>
        {props.canClose && (
          <button type="button" class="quiet" onClick={props.onClose}>
            Close
          </button>
        )}
        <label class="file">
          Open a reading…
          <input
            type="file"
            accept=".safetensors"
            onChange={e => e.currentTarget.files?.[0] && props.onFile(e.currentTarget.files[0])}
          />
        </label>
      </div>
      {tooLong && (
        <p class="wrong" role="alert">
          The text is too long for this model by {tokens.count - tokens.positions} tokens. Shorten it, or
          choose a model with more positions.{' '}
          {tokens.cut !== null && (
            <button
              type="button"
              class="quiet"
              title={`after “…${draft.text.slice(Math.max(0, tokens.cut - 30), tokens.cut)}”`}
              onClick={() => change({ text: draft.text.slice(0, tokens.cut!) })}
            >
              Cut here
            </button>
          )}
        </p>
      )}
      {problem && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
      {!props.canClose && (
        <div class="examples">
          <p>Type a text to see where the attention heads look, or begin with one of these:</p>
          {props.start.examples.map(example => (
            <button key={example.title} type="button" onClick={() => props.onExample(example)}>
              <strong>{example.title}</strong>
              <span>
                {example.text}
                {(example.pair ?? example.other) && ` / ${example.pair ?? example.other}`}
              </span>
              <small>{example.model}</small>
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
