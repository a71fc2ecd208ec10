import { useEffect } from 'preact/hooks';
import { Pairs } from '../controls/Pairs';
import { promptText } from '../reading/beginning';
import type { Comparison } from '../reading/comparison';
import type { CommittedRun, Pair } from '../reading/pairs';
import { pairFits, readsPlainly } from '../state/outcome';
import { plain, type State } from '../state/state';
import type { Parts } from './App';
import { countsOf } from './sides';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** All pairs of the bundled data sets beside the one that is open. */
export function PairsPane({ session, snapshot, comparison, fold }: Props) {
  const { state, pairs } = snapshot;
  const { open, onToggle } = fold('pairs');
  const model = state.request?.model;
  const writes = comparison?.a.info.model.head === 'next' && comparison.a.causal;
  useEffect(() => {
    if (writes) session.pairs.load();
  }, [writes]);
  if (!comparison || !model || !writes) return null;
  const run = pairs.run && (pairs.run.model === model ? pairs.run : null);
  return (
    <Pairs
      open={open}
      onToggle={onToggle}
      model={model}
      run={run}
      own={pairs.own.pair ?? (run ? bundledPair(run, comparison, state) : null)}
      ownWhy={pairFits(state, countsOf(snapshot, comparison.a))}
      measuringOwn={pairs.own}
      here={pairs.here}
      onOpen={async pair => {
        const rest = { other: pair.he, side: 'both', queries: [], keys: [] } as const;
        const read = session.read({ model, text: pair.she, pair: null, ...plain }, false, rest);
        session.outcome.put([pair.anti, pair.stereo], true);
        await read;
      }}
      onOwn={() => session.pairs.measureOwn()}
      onMeasure={limit => session.pairs.measure(limit)}
      onCancel={() => session.pairs.cancel()}
    />
  );
}

/** The pair that is open, where it is one of the bundled ones with its own candidates. */
function bundledPair(run: CommittedRun, { a, b }: Comparison, { request, outcome }: State): Pair | null {
  if (!request || !readsPlainly(request)) return null;
  const named = (pair: Pair) => !outcome || (outcome[0] === pair.anti && outcome[1] === pair.stereo);
  const [she, he] = [promptText(a), promptText(b)];
  return run.pairs.find(pair => pair.she === she && pair.he === he && named(pair)) ?? null;
}
