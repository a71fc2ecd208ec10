import { useEffect, useRef, useState } from 'preact/hooks';
import { Answer } from '../controls/Answer';
import type { Answer as Runs } from '../reading/answer';
import { promptCount } from '../reading/beginning';
import type { Parts } from './App';
import { answer } from './answer';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** The question of the poster, asked of the two texts that are open. */
export function AnswerPane({ store, snapshot, comparison, fold }: Props) {
  const { request, other, outcome } = snapshot.state;
  const [runs, setRuns] = useState<Runs | null>(null);
  const [stage, setStage] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef(new AbortController());
  const key = JSON.stringify([request, other, outcome]);
  useEffect(() => {
    setRuns(null);
    setProblem(null);
    return () => abort.current.abort();
  }, [key]);
  if (!comparison || !request || other === null) return null;
  const { causal, head } = comparison.a.info.model;
  if (!causal || head !== 'next') return null;
  const ask = async () => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setProblem(null);
    setStage('Asking');
    try {
      setRuns(await answer(store.client, request, other, outcome, signal, setStage));
    } catch (wrong) {
      if (!signal.aborted) setProblem((wrong as Error).message);
    }
    if (abort.current.signal === signal) setStage(null);
  };
  const cancel = () => {
    abort.current.abort();
    setStage(null);
  };
  return (
    <Answer
      {...fold('answer')}
      names={comparison.names}
      answer={runs}
      why={whyNot(comparison)}
      stage={stage}
      problem={problem}
      onAsk={ask}
      onCancel={cancel}
    />
  );
}

/** Patterns are exchanged between prompts of one length. */
function whyNot({ a, b }: NonNullable<Parts['comparison']>): string | null {
  const [own, other] = [promptCount(a), promptCount(b)];
  return own === other
    ? null
    : `The texts have ${own} and ${other} tokens; patterns can be exchanged only where both have as many.`;
}
