import { useMemo } from 'preact/hooks';
import { Contrasts } from '../controls/Contrasts';
import { Looks } from '../controls/Looks';
import { NextWords } from '../controls/NextWords';
import { headOverPairs } from '../reading/pairs';
import type { HeadId } from '../reading/types';
import { effectWords, estimate, ordinal } from '../scales/format';
import { contrastOf, looksOf } from '../views/compare';
import type { Parts } from './App';
import { events } from './events';
import { partsIn } from './sides';

/** What giving a head the other text's pattern does, where that was measured. */
function effectIn({ snapshot, comparison }: Parts): ((head: HeadId) => string | null) | undefined {
  const { heads } = snapshot.measured;
  if (heads?.asked.kind !== 'pattern' || heads.asked.of !== comparison!.b.info.text) return undefined;
  return ([layer, head]) => {
    const change = heads.changes[layer * comparison!.a.heads + head];
    return Number.isNaN(change) ? null : effectWords(change);
  };
}

/** What a head carries over all pairs of the data sets, and its place among all heads. */
function overPairs({ snapshot }: Parts): ((head: HeadId) => string | null) | undefined {
  const { run } = snapshot.pairs;
  if (!run || run.model !== snapshot.state.request?.model) return undefined;
  return head => {
    const found = headOverPairs(run, head);
    if (!found || found.indirect.mean === null) return null;
    const { indirect, carries, looks, heads } = found;
    const looksFor = looks === null ? '' : `, ${ordinal(looks)} by how it looks`;
    const place = `${ordinal(carries)} of ${heads} by what it carries${looksFor}`;
    return `over ${run.count} pairs ${estimate(indirect)}: ${place}`;
  };
}

type Fold = (name: string) => { open: boolean; onToggle(): void };

/** Numbers of two texts: where both look, which heads change most, what comes next in each. */
export function CompareDetails(parts: Parts & { fold: Fold }) {
  const { store, session, comparison, theme, fold } = parts;
  const { snapshot, marks } = partsIn(parts, 'a');
  const { state } = snapshot;
  const on = useMemo(() => events({ store, session }), [store, session]);
  const contrast = contrastOf(comparison!, state);
  return (
    <>
      <Looks
        names={comparison!.names}
        looks={looksOf(comparison!, state, marks)}
        heads={state.heads}
        theme={theme}
        {...fold('looks')}
      />
      <Contrasts
        contrast={contrast}
        perLayer={comparison!.a.heads}
        heads={state.heads}
        limit={12}
        effect={effectIn(parts)}
        overPairs={overPairs(parts)}
        {...fold('contrasts')}
        {...on.choices}
      />
      <NextWords comparison={comparison!} limit={8} {...fold('predictions')} />
    </>
  );
}
