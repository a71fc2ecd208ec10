import { type Answer as Runs, shareThroughAttention } from '../reading/answer';
import { Section } from './Section';

interface Props {
  names: { a: string; b: string };
  answer: Runs | null;
  /** Why it cannot be asked; null where it can. */
  why: string | null;
  /** What is being done; null where nothing is. */
  stage: string | null;
  problem: string | null;
  open: boolean;
  onToggle(): void;
  onAsk(): void;
  onCancel(): void;
}

const number = (value: number) => (Number.isFinite(value) ? value.toFixed(3).replace('-', '−') : 'no number');

/** What is the role of attention? One text with the other's patterns, between the two. */
export function Answer({ names, answer, why, stage, problem, ...props }: Props) {
  return (
    <Section
      class="answer"
      heading="What is the role of attention?"
      open={props.open}
      onToggle={props.onToggle}
    >
      {stage ? (
        <p class="note">
          {stage} …{' '}
          <button type="button" class="quiet" onClick={props.onCancel}>
            Cancel
          </button>
        </p>
      ) : (
        <button
          type="button"
          class="ask"
          disabled={why !== null}
          title={why ?? undefined}
          onClick={props.onAsk}
        >
          Give {names.a}’s run {names.b}’s attention
        </button>
      )}
      {why && <p class="note">{why}</p>}
      {problem && <p class="problem">{problem}</p>}
      {answer && <Table names={names} answer={answer} />}
    </Section>
  );
}

function Table({ names, answer }: { names: Props['names']; answer: Runs }) {
  const { odds, written, outcome } = answer;
  const share = shareThroughAttention(odds);
  const rows = [
    [names.a, odds.a, written.a],
    [`${names.a}, looking as ${names.b}`, odds.changed, written.changed],
    [names.b, odds.b, written.b],
  ] as const;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">log odds</th>
            <th scope="col">goes on</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value, text]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <b>{number(value)}</b>
              </td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        Log odds of “{outcome[1]}” against “{outcome[0]}”, in nats, means over the tokens after they part; n =
        1 pair of texts.{' '}
        {share === null
          ? 'The share that attention carries is withheld: the odds hardly differ between the two texts.'
          : `Attention carries ${Math.round(share * 100)} % of the change from ${names.a} to ${names.b}.`}
      </p>
    </>
  );
}
