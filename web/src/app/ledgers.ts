import { type Ledger, ledger } from '../reading/weights';
import { filtersOf } from '../state/state';
import type { Parts } from './App';

/** Where the weight of the heads in focus goes, and what else the drawing leaves out. */
export function focusLedger({ snapshot, reading }: Parts): { shares: Ledger | null; notes: string[] } {
  const { state } = snapshot;
  const queries = Array.from({ length: reading.count }, (_, i) => i);
  const shares = ledger(reading, filtersOf(state), state.heads, queries, (_h, _q, _k, w) => w >= state.from);
  return { shares, notes: [] };
}
