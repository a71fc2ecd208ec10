import type { Reading } from '../reading/reading';
import type { Ledger } from '../reading/weights';
import { short } from '../scales/format';
import type { State } from '../state/state';
import { headLedger } from '../views/head';
import { longerThan, matrixLedger } from '../views/matrix';
import { neuronLedger } from '../views/neuron';
import type { Parts } from './App';

/** Where the weight of the heads in focus goes, and what else the drawing leaves out. */
export function focusLedger({ snapshot, reading, theme }: Parts): { shares: Ledger | null; notes: string[] } {
  const { state, hover } = snapshot;
  const input = { reading, state, hover, width: 800, height: 600, theme };
  if (state.scale === 'neurons')
    return { shares: null, notes: neuronNotes(neuronLedger(input), derives(reading, state)) };
  const { shares, note } = (reading.count > longerThan ? matrixLedger : headLedger)(input);
  return { shares, notes: note ? [note] : [] };
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
