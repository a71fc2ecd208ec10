import type { ParkedMode, Ledger as Shares } from '../reading/weights';
import { percent, short } from '../scales/format';
import { Segmented } from './Segmented';

interface Props {
  /** What the lines or cells are samples of. */
  samples: preact.ComponentChildren;
  shares: Shares | null;
  notes: string[];
  from: number | null;
  parked: ParkedMode;
  /** What holds parked weight here: the first token, or [CLS] and [SEP]; and how much of all weight that is. */
  parkedName: string;
  parkedShare: number | null;
  hint: string;
  onFrom(from: number): void;
  onParked(parked: ParkedMode): void;
}

/** Weight that is not drawn, and why: drawn + too thin + hidden + outside = 100 %. */
export function Ledger(props: Props) {
  const { shares } = props;
  return (
    <footer class="ledger" aria-label="What is drawn and what is not">
      <div>{props.samples}</div>
      {props.from !== null && (
        <div>
          <label>
            drawn from{' '}
            <input
              type="range"
              min="0"
              max="0.3"
              step="0.01"
              value={props.from}
              aria-valuetext={short(props.from)}
              onInput={e => props.onFrom(Number(e.currentTarget.value))}
            />{' '}
            <b>{short(props.from)}</b>
          </label>
        </div>
      )}
      {shares && (
        <div class="shares">
          <b>{percent(shares.drawn)}</b> drawn
          {shares.thin > 0 && <span> + {percent(shares.thin)} too thin</span>}
          {shares.hidden > 0 && (
            <span>
              {' '}
              + {percent(shares.hidden)} {props.parked === 'rescaled' ? 'rescaled away' : 'hidden'}
            </span>
          )}
          {shares.outside > 0 && <span> + {percent(shares.outside)} outside the pair</span>}
        </div>
      )}
      {props.notes.map(note => (
        <div key={note}>{note}</div>
      ))}
      <div>
        <span>
          {props.parkedName} <b>{props.parkedShare === null ? '' : percent(props.parkedShare)}</b>
        </span>
        <Segmented
          label="Parked weight"
          value={props.parked}
          onChange={props.onParked}
          choices={[
            { value: 'shown', label: 'shown' },
            { value: 'hidden', label: 'hidden' },
            { value: 'rescaled', label: 'rescaled' },
          ]}
        />
      </div>
      <div class="hint">{props.hint}</div>
    </footer>
  );
}
