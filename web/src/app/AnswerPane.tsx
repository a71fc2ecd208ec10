import { Answer } from '../controls/Answer';
import { promptCount } from '../reading/beginning';
import type { Parts } from './App';
import { whyNoAnswer } from './answers';

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
      why={whyNoAnswer(promptCount(comparison.a), promptCount(comparison.b))}
      stage={stage}
      problem={problem}
      onAsk={() => session.answers.ask()}
      onCancel={() => session.answers.cancel()}
    />
  );
}
