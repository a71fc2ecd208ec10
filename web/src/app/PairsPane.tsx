import { useEffect, useRef, useState } from 'preact/hooks';
import { Pairs } from '../controls/Pairs';
import type { CommittedRun, Pair, Summary } from '../reading/pairs';
import { plain } from '../state/state';
import type { Parts } from './App';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

const nothing = {
  pairs: [] as Pair[],
  summary: null as Summary | null,
  /** What is being done, and how many pairs are asked for; null where nothing is. */
  stage: null as string | null,
  asked: 0,
  problem: null as string | null,
};

/** All pairs of the bundled data sets beside the one that is open. */
export function PairsPane({ store, session, snapshot, comparison, fold }: Props) {
  const { state } = snapshot;
  const [run, setRun] = useState<CommittedRun | null>(null);
  const [here, setHere] = useState(nothing);
  const abort = useRef(new AbortController());
  const { open, onToggle } = fold('pairs');
  const model = state.request?.model;
  useEffect(() => {
    if (open && comparison && !run) store.client.mediation().then(setRun, () => {});
  }, [open, comparison === null]);
  useEffect(
    () => () => {
      abort.current.abort();
      setHere(nothing);
    },
    [model],
  );
  if (!comparison || !model) return null;
  if (!run || run.model !== model) return null;
  const measure = async (limit: number | null) => {
    abort.current.abort();
    abort.current = new AbortController();
    const { signal } = abort.current;
    setHere({ ...nothing, stage: 'Asking', asked: limit ?? run.count });
    try {
      const body = { model, set: 'winobias,winogender', limit };
      for await (const arrival of store.client.mediations(body, signal)) {
        if (signal.aborted) return;
        setHere(now =>
          arrival.kind === 'pair'
            ? { ...now, pairs: [...now.pairs, arrival.pair] }
            : arrival.kind === 'summary'
              ? { ...now, summary: arrival.summary }
              : { ...now, stage: arrival.stage },
        );
      }
      setHere(now => ({ ...now, stage: null }));
    } catch (wrong) {
      if (!signal.aborted) setHere(now => ({ ...now, stage: null, problem: (wrong as Error).message }));
    }
  };
  return (
    <Pairs
      open={open}
      onToggle={onToggle}
      run={run}
      own={ownTotal(run, comparison.a.info.text, comparison.b.info.text)}
      here={here}
      onOpen={async pair => {
        const rest = { other: pair.he, side: 'both', queries: [], keys: [] } as const;
        const read = session.read({ model, text: pair.she, pair: null, ...plain }, false, rest);
        session.outcome.put([pair.anti, pair.stereo], true);
        await read;
      }}
      onMeasure={measure}
      onCancel={() => {
        abort.current.abort();
        setHere(now => ({ ...now, stage: null }));
      }}
    />
  );
}

/** The total effect of the pair that is open, where it is one of the bundled ones. */
function ownTotal(run: CommittedRun, she: string, he: string): number | null {
  return run.pairs.find(pair => pair.she === she && pair.he === he)?.total ?? null;
}
