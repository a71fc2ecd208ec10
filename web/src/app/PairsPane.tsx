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
  stage: null as string | null,
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
  useEffect(() => () => abort.current.abort(), [model]);
  if (!comparison || !model) return null;
  if (!run || run.model !== model) return null;
  const measure = async (limit: number | null) => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setHere({ ...nothing, stage: 'Measuring' });
    try {
      const body = { model, set: 'winobias,winogender', limit };
      for await (const arrival of store.client.mediations(body, signal)) {
        if (signal.aborted) return;
        setHere(now =>
          arrival.kind === 'pair'
            ? { ...now, pairs: [...now.pairs, arrival.pair] }
            : arrival.kind === 'summary'
              ? { ...now, summary: arrival.summary }
              : { ...now, stage: `${arrival.stage} ${arrival.done} of ${arrival.total}` },
        );
      }
      setHere(now => ({ ...now, stage: null }));
    } catch (wrong) {
      setHere(now => ({ ...now, stage: null, problem: signal.aborted ? null : (wrong as Error).message }));
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
        await session.read({ model, text: pair.she, pair: null, ...plain }, false, {
          ...{ other: pair.he, side: 'both', outcome: [pair.stereo, pair.anti] },
          ...{ queries: [], keys: [] },
        });
      }}
      onMeasure={measure}
      onCancel={() => abort.current.abort()}
    />
  );
}

/** The total effect of the pair that is open, where it is one of the bundled ones. */
function ownTotal(run: CommittedRun, she: string, he: string): number | null {
  return run.pairs.find(pair => pair.she === she && pair.he === he)?.total ?? null;
}
