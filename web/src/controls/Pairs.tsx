import type { CommittedRun, Pair, Summary } from '../reading/pairs';
import { estimate, known } from '../scales/format';
import { Distribution, placeOf } from './Distribution';
import { Section } from './Section';

export interface Measuring {
  /** What is being done; null where nothing is. */
  stage: string | null;
  problem: string | null;
}

interface Props {
  model: string;
  /** The run that was made once; null where none was made with this model, undefined while it is on its way. */
  run: CommittedRun | null | undefined;
  /** The pair that is open, where it is measured. */
  own: Pair | null;
  /** Why the pair that is open cannot be measured; null where it can. */
  ownWhy: string | null;
  measuringOwn: Measuring;
  /** What was measured here, of so many that were asked for. */
  here: Measuring & { pairs: readonly Pair[]; summary: Summary | null; asked: number };
  open: boolean;
  onToggle(): void;
  onOpen(pair: Pair): void;
  onOwn(): void;
  onMeasure(limit: number | null): void;
  onCancel(): void;
}

/** Where one pair stands among all pairs of the bundled data sets, and what they say together. */
export function Pairs(props: Props) {
  const { model, run, own, here, onOpen } = props;
  const pairs = run?.pairs ?? here.pairs;
  return (
    <Section class="pairs" heading="Not one sentence: all pairs" open={props.open} onToggle={props.onToggle}>
      {run && <Committed run={run} />}
      {run === null && <p class="note">No run over all pairs was made with {model} yet.</p>}
      {pairs.length > 0 && (
        <>
          <Distribution pairs={pairs} own={own?.total ?? null} />
          <p class="note">
            {own === null || own.total === null ? 'This pair is not measured.' : placeOf(own.total, pairs)}
          </p>
        </>
      )}
      <OwnPair {...props} />
      {pairs.length > 0 && (
        <label class="label">
          Open a pair{' '}
          <select
            value=""
            onChange={event => {
              const pair = pairs.find(each => each.id === event.currentTarget.value);
              if (pair) onOpen(pair);
            }}
          >
            <option value="">{pairs.length} pairs</option>
            {pairs.map(pair => (
              <option key={pair.id} value={pair.id}>
                {known(pair.total, 2)} {pair.she}
              </option>
            ))}
          </select>
        </label>
      )}
      <Here {...props} />
    </Section>
  );
}

function Committed({ run }: { run: CommittedRun }) {
  const { value, low, high } = run.looksAgainstMatters;
  return (
    <>
      <p class="note">
        {run.count} pairs of WinoBias and Winogender, {run.model}, measured on {run.date} ({run.machine});
        means with 95 % intervals. Measured: how much, relative to what they were, the odds of the
        continuation against the stereotype change from “she” to “he”; means over all tokens of a
        continuation.
      </p>
      <Effects summary={run} />
      <p class="note">
        Rank correlation over heads, of how differently they look (gap between the occupations, signed) and
        their mean effect: {known(value, 2)} [{known(low, 2)}, {known(high, 2)}].
      </p>
      <Heads summary={run} />
    </>
  );
}

function Effects({ summary }: { summary: Summary }) {
  const share = summary.throughAttention;
  const rows = [
    ['total effect', estimate(summary.total)],
    ['through attention', estimate(summary.indirect)],
    ['past it', estimate(summary.direct)],
    ['share through attention', share ? estimate(share) : 'withheld: the total effect may be 0'],
    [
      'above 0 in',
      `${summary.positive === null ? 'no number' : `${Math.round(summary.positive * 100)} %`}, n = ${summary.count}`,
    ],
  ];
  return <Rows rows={rows} />;
}

function Rows({ rows, note }: { rows: readonly (readonly string[])[]; note?: string }) {
  return (
    <table>
      {note && <caption class="note">{note}</caption>}
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heads({ summary }: { summary: Summary }) {
  return (
    <p class="note">
      Most is carried by{' '}
      {summary.heads
        .slice(0, 5)
        .map(({ layer, head, indirect }) => `L${layer}H${head} ${estimate(indirect)}`)
        .join(', ')}
      .
    </p>
  );
}

/** The pair that is open, on the scale of the data sets. */
function OwnPair({ own, ownWhy, measuringOwn, onOwn, onCancel }: Props) {
  const { stage, problem } = measuringOwn;
  return (
    <div class="own-pair">
      {own ? (
        <Rows
          rows={[
            ['total effect of this pair', `${known(own.total)}, n = 1`],
            ['through attention', known(own.indirect)],
            ['past it', known(own.direct)],
          ]}
          note="Relative change of the odds, means over all tokens: another scale than the log odds above."
        />
      ) : stage ? (
        <p class="note">
          <span role="status">{stage}…</span>{' '}
          <button type="button" class="quiet" onClick={onCancel}>
            Cancel
          </button>
        </p>
      ) : (
        <p>
          <button type="button" class="quiet" disabled={ownWhy !== null} onClick={onOwn}>
            Measure this pair as the data sets are
          </button>
          {ownWhy && <span class="note"> {ownWhy}</span>}
        </p>
      )}
      {problem && <p class="problem">{problem}</p>}
    </div>
  );
}

function Here({ here, onMeasure, onCancel }: Props) {
  const { stage, asked, pairs, summary, problem } = here;
  return (
    <div class="here">
      {stage ? (
        <p class="note">
          <span role="status">
            {pairs.length} of {asked} pairs. {stage}…
          </span>{' '}
          <button type="button" class="quiet" onClick={onCancel}>
            Stop; what is measured stays
          </button>
        </p>
      ) : (
        <p>
          <button type="button" class="quiet" onClick={() => onMeasure(10)}>
            Measure 10 pairs here
          </button>{' '}
          <button type="button" class="quiet" onClick={() => onMeasure(null)}>
            all of them
          </button>
        </p>
      )}
      {problem && <p class="problem">{problem}</p>}
      {summary && (
        <>
          <h3>Measured on this machine</h3>
          <Effects summary={summary} />
          <Heads summary={summary} />
        </>
      )}
      {!stage && !summary && pairs.length > 0 && (
        <p class="note">
          {pairs.length === 1 ? '1 pair' : `${pairs.length} pairs`} measured here so far and kept.
        </p>
      )}
    </div>
  );
}
