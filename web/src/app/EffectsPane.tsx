import { Changes } from '../controls/Changes';
import { EffectNumbers } from '../controls/EffectNumbers';
import { promptCount } from '../reading/beginning';
import { cutLinks, headIsOff, scaleHeads, takePatterns, toggleOff } from '../reading/edits';
import { outcomeName } from '../reading/effects';
import { quoted, withTokens } from '../reading/reading';
import type { Edit } from '../reading/types';
import { otherFits, outcomeOf } from '../state/outcome';
import type { Parts } from './App';
import { effectKey } from './effects';
import { countsOf } from './sides';

interface Props extends Parts {
  fold(name: string): { open: boolean; onToggle(): void };
}

/** Changing the run, and what changes do. */
export function EffectsPane(shown: Props) {
  // Changes are made to the first text, whichever is drawn.
  const props = { ...shown, ...shown.first };
  const { session, snapshot, reading, fold } = props;
  const { state, measured } = snapshot;
  const { request } = state;
  if (!request) return null;
  const { edits } = request;
  const outcome = outcomeOf(state, reading.info.model);
  const { heads, queries, keys } = state;
  const end = promptCount(reading);
  const given = (index: number) => index < end;
  const cuttable = keys.length > 0 && keys.every(given) && queries.every(given);
  const names = (indices: readonly number[]) => indices.map(index => quoted(reading, index)).join(' and ');
  const change = (next: readonly Edit[]) => session.edit(next);
  const count = countsOf(snapshot, reading);
  return (
    <>
      {edits.length > 0 && (
        <EffectNumbers
          {...fold('effect')}
          answer={measured.effect?.answer ?? null}
          problem={measured.effect?.problem ?? null}
          pending={measured.effect?.key !== effectKey(state, outcome)}
          rest={measured.effect?.whole === false ? outcomeName(outcome) : null}
        />
      )}
      <Changes
        {...fold('changes')}
        heads={heads}
        off={heads.every(head => headIsOff(edits, head))}
        words={wordsOf(props)}
        link={queries.length && cuttable ? `${names(queries)} → ${names(keys)}` : null}
        hidden={cuttable ? names(keys) : null}
        otherWhy={otherFits(state.other, count)}
        dropped={measured.dropped}
        onOff={zero => change(toggleOff(edits, heads, zero))}
        onScale={factor => change(scaleHeads(edits, heads, factor))}
        onOther={() => change(takePatterns(edits, heads, state.other!))}
        onCut={all => change(cutLinks(edits, all ? null : heads, queries, keys))}
        onHide={all => change(cutLinks(edits, all ? null : heads, null, keys))}
        onRemove={index => change(edits.filter((_, i) => i !== index))}
        onClear={() => change([])}
      />
    </>
  );
}

/** Each change in words, tokens with their words. */
function wordsOf({ snapshot, reading }: Parts): string[] {
  const { edits } = snapshot.state.request!;
  const same = JSON.stringify(reading.info.edits.json) === JSON.stringify(edits);
  return edits.map((edit, i) => {
    const words = same ? reading.info.edits.words[i] : `${edit.edit} ${edit.heads}`;
    return withTokens(reading, words);
  });
}
