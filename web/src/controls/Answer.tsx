import { type Answer as Runs, shareThroughAttention } from '../reading/answer';
import { known, signed } from '../scales/format';
import { Section } from './Section';

interface Props {
  names: { a: string; b: string };
  answer: Runs | null;
  /** Why it cannot be asked; null where it can. */
  why: string | null;
  /** What is being done; null where nothing is. */
  stage: string | null;
  problem: string | null;
  /** The page shows a changed run: these runs are without its changes. */
  changedRun: boolean;
  open: boolean;
  onToggle(): void;
  onAsk(): void;
  onCancel(): void;
}

/** What is the role of attention? One text with the other's patterns, between the two. */
export function Answer({ names, answer, why, stage, problem, changedRun, ...props }: Props) {
  return (
    <Section
      class="answer"
      heading="What is the role of attention?"
      open={props.open}
      onToggle={props.onToggle}
    >
      {stage ? (
        <p class="note" role="status">
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
      {changedRun && <p class="note">Of the texts as they are, without the changes.</p>}
      {answer && <Table names={names} answer={answer} />}
    </Section>
  );
}

function Table({ names, answer }: { names: Props['names']; answer: Runs }) {
  const { odds, divergence, written } = answer;
  const rows = [
    [names.a, 'a'],
    [`${names.a}, looking as ${names.b}`, 'changed'],
    [names.b, 'b'],
  ] as const;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">run</th>
            {odds && <th scope="col">log odds</th>}
            <th scope="col" title={`KL(${names.a} ‖ run) of the next word, in nats`}>
              KL
            </th>
          </tr>
        </thead>
        {rows.map(([name, run]) => (
          <tbody key={name}>
            <tr>
              <th scope="row">{name}</th>
              {odds && (
                <td>
                  <b data-number={odds[run]}>{known(odds[run])}</b>
                </td>
              )}
              <td data-number={divergence[run]}>{run === 'a' ? '0' : known(divergence[run])}</td>
            </tr>
            <tr class="goes-on">
              <td colSpan={odds ? 3 : 2}>goes on “{written[run].trimStart()}”</td>
            </tr>
          </tbody>
        ))}
      </table>
      <Meaning names={names} answer={answer} />
    </>
  );
}

function Meaning({ names, answer: { odds, name } }: { names: Props['names']; answer: Runs }) {
  const kl = `KL(${names.a} ‖ run) of the next word, in nats`;
  if (!odds)
    return (
      <p class="note">
        {kl}; n = 1 pair of texts. Name two continuations under “What is measured” to have their odds.
      </p>
    );
  const share = shareThroughAttention(odds);
  const [total, through] = [odds.b - odds.a, odds.changed - odds.a];
  return (
    <>
      <p class="finding">
        From {names.a} to {names.b}: {signed(total, 3)} nats; with {names.b}’s attention alone:{' '}
        {signed(through, 3)}.{' '}
        {share === null
          ? 'The share that attention carries is withheld: the odds hardly differ between the two texts.'
          : `In this one pair attention alone makes ${percentage(share)} of this change.`}
      </p>
      <p class="note">
        {name}; {kl}. n = 1 pair of texts: no interval, and no rule for others.
      </p>
    </>
  );
}

const percentage = (share: number) => `${Math.round(share * 100)} %`.replace('-', '−');
