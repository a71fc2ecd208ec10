import type { Ledger } from '../reading/weights';
import { short } from '../scales/format';
import { headLedger } from '../views/head';
import { longerThan, matrixLedger } from '../views/matrix';
import { neuronLedger } from '../views/neuron';
import type { Parts } from './App';

/** Where the weight of the heads in focus goes, and what else the drawing leaves out. */
export function focusLedger({ snapshot, reading, theme }: Parts): { shares: Ledger | null; notes: string[] } {
  const { state, hover } = snapshot;
  const input = { reading, state, hover, width: 800, height: 600, theme };
  if (state.scale === 'neurons') return { shares: null, notes: neuronNotes(neuronLedger(input)) };
  const { shares, note } = (reading.count > longerThan ? matrixLedger : headLedger)(input);
  return { shares, notes: note ? [note] : [] };
}

function neuronNotes(ledger: ReturnType<typeof neuronLedger>): string[] {
  if (!ledger) return [];
  const colour = `full colour ±${short(ledger.vectors, 1)}, in q × k ±${short(ledger.products, 1)}`;
  const check =
    ledger.check === null
      ? 'weights derived from q and k by the model’s rule'
      : `softmax check ±${ledger.check.toPrecision(1)}`;
  return [colour, check];
}
