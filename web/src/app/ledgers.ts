import type { Ledger } from '../reading/weights';
import { headLedger } from '../views/head';
import type { Parts } from './App';

/** Where the weight of the heads in focus goes, and what else the drawing leaves out. */
export function focusLedger({ snapshot, reading, theme }: Parts): { shares: Ledger | null; notes: string[] } {
  const { state, hover } = snapshot;
  const { shares, note } = headLedger({ reading, state, hover, width: 800, height: 600, theme });
  return { shares, notes: note ? [note] : [] };
}
