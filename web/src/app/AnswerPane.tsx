import { Answer } from '../controls/Answer';
import { otherFits } from '../state/outcome';
import type { Parts } from './App';
import { countsOf } from './sides';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** The question of the poster, asked of the two texts that are open. */
export function AnswerPane({ session, snapshot, comparison, fold }: Props) {
  if (!comparison || !snapshot.state.request) return null;
  const { causal, head } = comparison.a.info.model;
  if (!causal || head !== 'next') return null;
  const { runs, stage, problem } = snapshot.answer;
  return (
    <Answer
      {...fold('answer')}
      names={comparison.names}
      answer={runs}
      why={otherFits(snapshot.state.other, countsOf(snapshot, comparison.a))}
      stage={stage}
      changedRun={snapshot.state.request.edits.length > 0}
      problem={problem}
      onAsk={() => session.answers.ask()}
      onCancel={() => session.answers.cancel()}
    />
  );
}
