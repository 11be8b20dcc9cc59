import { ratiosOfAllPairs } from '../record/paired-rounds.js';
import type { Cell } from '../record/run-record.js';
import { sharedSpread, type SharedSpread } from '../statistics/shared-spread.js';

/** How far the ratios of one workload's cells differ from process to process, by all pairs of them. */
export function spreadOfRatios(cells: readonly Cell[]): SharedSpread | null {
  return sharedSpread(ratiosOfAllPairs(cells), cells.length);
}
