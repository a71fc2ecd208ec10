import type { Reading } from '../reading/reading';
import type { Ledger } from '../reading/weights';
import { short } from '../scales/format';
import type { State } from '../state/state';
import { aloneNote, differenceLedger, mostTokens } from '../views/compare';
import { headLedger } from '../views/head';
import { longerThan, matrixLedger } from '../views/matrix';
import { neuronLedger } from '../views/neuron';
import type { Parts } from './App';
import { partsIn, sideOf } from './sides';

interface Account {
  shares: Ledger | null;
  notes: string[];
}

/** Where the weight of the heads in focus goes, and what else the drawing leaves out. */
export function focusLedger(parts: Parts): Account {
  const { snapshot, reading, theme } = parts;
  const { state, hover } = snapshot;
  if (parts.comparison && state.scale === 'heads') return twoTexts(parts);
  const input = { reading, state, hover, width: 800, height: 600, theme };
  if (state.scale === 'neurons')
    return { shares: null, notes: neuronNotes(neuronLedger(input), derives(reading, state)) };
  const { shares, note } = (reading.count > longerThan ? matrixLedger : headLedger)(input);
  return { shares, notes: note ? [note] : [] };
}

/** Side by side the mean of both texts; of the difference, how much of it; beside them the tokens without partner. */
function twoTexts(parts: Parts): Account {
  const comparison = parts.comparison!;
  const { snapshot, theme } = partsIn(parts, 'a');
  const side = sideOf(snapshot.state);
  const alone = aloneNote(comparison, snapshot.state);
  const notes = alone ? [alone] : [];
  const size = { width: 800, height: 600, theme };
  if (side === 'difference') {
    const input = {
      reading: comparison.a,
      state: snapshot.state,
      hover: snapshot.hover,
      comparison,
      ...size,
    };
    if (comparison.shared.length > mostTokens) return { shares: null, notes };
    return { shares: differenceLedger(input), notes };
  }
  const sides = side === 'both' ? (['a', 'b'] as const) : ([side] as const);
  const ledgers = sides.map(text => {
    const own = partsIn(parts, text);
    const input = { reading: own.reading, state: own.snapshot.state, hover: own.snapshot.hover, ...size };
    return (own.reading.count > longerThan ? matrixLedger : headLedger)(input);
  });
  const said = ledgers.flatMap(({ note }) => (note ? [note] : []));
  const shares = ledgers.some(ledger => !ledger.shares)
    ? null
    : meanShares(ledgers.map(({ shares }) => shares!));
  return { shares, notes: [...new Set([...notes, ...said])] };
}

function meanShares(all: readonly Ledger[]): Ledger {
  const mean = (part: keyof Ledger) => all.reduce((sum, ledger) => sum + ledger[part], 0) / all.length;
  return { drawn: mean('drawn'), thin: mean('thin'), hidden: mean('hidden'), outside: mean('outside') };
}

/** False where the weights are those of a changed run: q and k alone do not give them. */
const derives = (reading: Reading, { heads }: State): boolean =>
  reading.info.edits.json.length === 0 || reading.info.rules[heads[0][0]] !== null;

function neuronNotes(ledger: ReturnType<typeof neuronLedger>, derived: boolean): string[] {
  if (!ledger) return [];
  const colour = `full colour ±${short(ledger.vectors, 1)}, in q × k ±${short(ledger.products, 1)}`;
  const check =
    ledger.check === null
      ? derived
        ? 'weights derived from q and k by the model’s rule'
        : 'weights of the changed run: q and k alone do not give them'
      : `softmax check ±${ledger.check.toPrecision(1)}`;
  return [colour, check];
}
