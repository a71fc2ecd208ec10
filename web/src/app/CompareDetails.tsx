import { useMemo } from 'preact/hooks';
import { Contrasts } from '../controls/Contrasts';
import { Looks } from '../controls/Looks';
import { NextWords } from '../controls/NextWords';
import { promptText } from '../reading/beginning';
import { headOverPairs } from '../reading/pairs';
import type { HeadId } from '../reading/types';
import { effectWords, estimate, ordinal } from '../scales/format';
import { outcomeOf } from '../state/outcome';
import { contrastOf, looksOf, queriesOf } from '../views/compare';
import type { Parts } from './App';
import { events } from './events';
import { partsIn } from './sides';

/** What the question that was measured does in a head. */
function effectIn({ snapshot, comparison }: Parts): ((head: HeadId) => string | null) | undefined {
  const { heads } = snapshot.measured;
  // Effects on another outcome are those of the list that names it.
  const outcome = outcomeOf(snapshot.state, comparison!.a.info.model);
  if (!heads || JSON.stringify(heads.of) !== JSON.stringify(outcome)) return undefined;
  if (heads.asked.kind === 'pattern' && heads.asked.of !== promptText(comparison!.b)) return undefined;
  return ([layer, head]) => {
    const change = heads.changes[layer * comparison!.a.heads + head];
    return Number.isNaN(change) ? null : effectWords(change);
  };
}

/** The data sets' pairs differ in these. */
const pronouns = ['she', 'he', 'her', 'his', 'him', 'hers'];

/** What a head carries over all pairs of the data sets, and its place among all heads. */
function overPairs({ snapshot, comparison }: Parts): ((head: HeadId) => string | null) | undefined {
  const { run } = snapshot.pairs;
  const gendered = ['a', 'b'].every(side =>
    pronouns.includes(comparison!.names[side as 'a' | 'b'].toLowerCase()),
  );
  if (!run || run.model !== snapshot.state.request?.model || !gendered) return undefined;
  return head => {
    const found = headOverPairs(run, head);
    if (!found || found.indirect.mean === null) return null;
    const { indirect, carries, looks, heads } = found;
    const looksFor = looks === null ? '' : `, ${ordinal(looks)} by how it looks`;
    const place = `${ordinal(carries)} of ${heads} by what it carries${looksFor}`;
    return `over ${run.count} pairs, she → he: ${estimate(indirect)}, ${place}`;
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
  const queries = queriesOf(comparison!, state);
  return (
    <>
      <Looks
        names={comparison!.names}
        looks={looksOf(comparison!, state, marks)}
        from={queries && comparison!.label(queries.a, queries.b)}
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
        asked={snapshot.measured.heads?.asked.kind ?? null}
        overPairs={overPairs(parts)}
        {...fold('contrasts')}
        {...on.choices}
      />
      <NextWords comparison={comparison!} limit={8} {...fold('predictions')} />
    </>
  );
}
