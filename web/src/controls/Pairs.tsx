import {
  barOf,
  bounds,
  type CommittedRun,
  distribution,
  type Estimate,
  type Pair,
  placeAmong,
  type Summary,
} from '../reading/pairs';
import { short } from '../scales/format';
import { Section } from './Section';

interface Props {
  run: CommittedRun;
  /** This pair's total effect on the same scale; null: not measured. */
  own: number | null;
  /** What was measured here. */
  here: {
    pairs: readonly Pair[];
    summary: Summary | null;
    stage: string | null;
    asked: number;
    problem: string | null;
  };
  open: boolean;
  onToggle(): void;
  onOpen(pair: Pair): void;
  onMeasure(limit: number | null): void;
  onCancel(): void;
}

const number = (value: number | null, digits = 3) => (value === null ? 'no number' : short(value, digits));
const estimate = ({ mean, low, high }: Estimate) => `${number(mean)} [${number(low)}, ${number(high)}]`;

/** Where one pair stands among all pairs of the bundled data sets, and what they say together. */
export function Pairs({ run, own, here, onOpen, onMeasure, onCancel, ...section }: Props) {
  return (
    <Section
      class="pairs"
      heading="Not one sentence: all pairs"
      open={section.open}
      onToggle={section.onToggle}
    >
      <p class="note">
        {run.count} pairs of WinoBias and Winogender, {run.model}, measured on {run.date} ({run.machine});
        means with 95 % intervals.
      </p>
      <Effects summary={run} />
      <Distribution pairs={run.pairs} own={own} />
      <p class="note">
        {own === null ? 'This pair is not among them and not measured.' : placeOf(own, run.pairs)} Rank
        correlation of how differently heads look and what they carry:{' '}
        {number(run.looksAgainstMatters.value, 2)} [{number(run.looksAgainstMatters.low, 2)},{' '}
        {number(run.looksAgainstMatters.high, 2)}].
      </p>
      <Heads summary={run} />
      <label class="label">
        Open a pair{' '}
        <select
          value=""
          onChange={event => {
            const pair = run.pairs.find(each => each.id === event.currentTarget.value);
            if (pair) onOpen(pair);
          }}
        >
          <option value="">{run.count} pairs</option>
          {run.pairs.map(pair => (
            <option key={pair.id} value={pair.id}>
              {number(pair.total, 2)} {pair.she}
            </option>
          ))}
        </select>
      </label>
      <Here here={here} onMeasure={onMeasure} onCancel={onCancel} />
    </Section>
  );
}

function Effects({ summary }: { summary: Summary }) {
  const share = summary.throughAttention;
  return (
    <table>
      <tbody>
        <tr>
          <th scope="row">total effect</th>
          <td>{estimate(summary.total)}</td>
        </tr>
        <tr>
          <th scope="row">through attention</th>
          <td>{estimate(summary.indirect)}</td>
        </tr>
        <tr>
          <th scope="row">past it</th>
          <td>{estimate(summary.direct)}</td>
        </tr>
        <tr>
          <th scope="row">share through attention</th>
          <td>{share ? estimate(share) : 'withheld: the total effect may be 0'}</td>
        </tr>
        <tr>
          <th scope="row">above 0 in</th>
          <td>
            {summary.positive === null ? 'no number' : `${Math.round(summary.positive * 100)} %`}, n ={' '}
            {summary.count}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** `−.25`, `0`, `1` */
const boundText = (bound: number) =>
  short(bound)
    .replace(/^\.00$/, '0')
    .replace(/(?:\.0|(?<=\.\d))0$/, '');

/** `below −1`, `−.1 to 0`, `1 or more` */
function range(bar: number): string {
  const [low, high] = [bar - 1, bar].map(i => (i in bounds ? boundText(bounds[i]) : null));
  return low === null ? `below ${high}` : high === null ? `${low} or more` : `${low} to ${high}`;
}

/** `This pair: .48, in the bar .25 to .5, above 97 % of them.` */
function placeOf(own: number, pairs: readonly Pair[]): string {
  const above = Math.round(placeAmong(own, pairs) * 100);
  return `This pair: ${number(own)}, in the bar ${range(barOf(own))}, above ${above} % of them.`;
}

/** A bar for each range of total effects, its count on top; the bounds below; a mark where this pair is. */
function Distribution({ pairs, own }: { pairs: readonly Pair[]; own: number | null }) {
  const counts = distribution(pairs);
  const most = Math.max(1, ...counts);
  const at = own === null ? -1 : barOf(own);
  const without = pairs.filter(({ total }) => total === null).length;
  return (
    <figure class="distribution">
      <figcaption class="note">
        How many pairs have a total effect between the bounds below{at >= 0 && '; ▾ this pair'}
        {without > 0 && `; ${without} have no number`}
      </figcaption>
      <ol>
        {counts.map((count, i) => (
          <li
            key={range(i)}
            class={i === at ? 'own' : undefined}
            title={`${range(i)}: ${count} ${count === 1 ? 'pair' : 'pairs'}`}
          >
            <span class="unseen">{range(i)}: </span>
            {i === at && <span class="unseen">with this one </span>}
            {i === at && <em aria-hidden="true">▾</em>}
            <b>{count}</b>
            <span class="unseen">{count === 1 ? ' pair' : ' pairs'}</span>
            <i style={{ '--share': count / most }} />
          </li>
        ))}
      </ol>
      <div class="bounds" aria-hidden="true">
        {bounds.map((bound, i) => (
          <small key={bound} style={{ left: `${(100 * (i + 1)) / counts.length}%` }}>
            {boundText(bound)}
          </small>
        ))}
      </div>
    </figure>
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

function Here({ here, onMeasure, onCancel }: Pick<Props, 'here' | 'onMeasure' | 'onCancel'>) {
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
        </>
      )}
      {!stage && !summary && pairs.length > 0 && (
        <p class="note">{pairs.length} pairs measured here so far; they are kept.</p>
      )}
    </div>
  );
}
