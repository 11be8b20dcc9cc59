/** Whether a workload has been measured often enough for the precision that is wanted. */
import { pairedLogRatios, ratiosOfAllPairs } from '../record/paired-rounds.js';
import { groupedInterval } from '../statistics/grouped-interval.js';
import { quantile } from '../statistics/quantile.js';
import { seededRandom } from '../statistics/random.js';
import { sharedSpread } from '../statistics/shared-spread.js';
import type { CellRun } from './cell-run.js';
import { currentProcess } from './cell-run.js';
import { REFERENCE_MODEL } from './compare-outputs.js';

/**
 * Half of the wanted half-width is left to what differs from one process to the next, which further
 * rounds cannot narrow.
 */
const SHARE_OF_ROUNDS = 0.5;

/** Fewer processes than this do not tell how processes differ. */
export const LEAST_LOOK = 3;

/**
 * True if the speed-up of every model is known precisely enough over all processes so far. It looks
 * at the widths alone, so that stopping favours no model.
 *
 * @param precision wanted half-width, relative.
 */
export function isSettled(runs: readonly CellRun[], precision: number): boolean {
  if (runs.some(({ processes }) => processes.length < LEAST_LOOK)) return false;
  const spread = sharedSpread(ratiosOfAllPairs(runs), runs.length);
  return valuesByProcess(runs).every((groups) => {
    const interval = groupedInterval(groups, seededRandom(0), spread);
    return interval !== null && (interval.high - interval.low) / 2 <= precision;
  });
}

/**
 * True if the speed-up of every model is known precisely enough within the current process set.
 * It looks at the width alone, never at the speed-up itself, so that stopping favours no model.
 *
 * @param precision wanted half-width, relative.
 */
export function isPrecise(runs: readonly CellRun[], precision: number): boolean {
  return logRatios(runs).every((ratios) => medianHalfWidth(ratios) <= precision * SHARE_OF_ROUNDS);
}

/**
 * Half-width of the 95 % interval of a median: 1.57 IQR / sqrt(n), the notch of a box plot
 * (McGill, Tukey and Larsen, "Variations of box plots", 1978).
 */
export function medianHalfWidth(values: readonly number[]): number {
  if (values.length < 3) return Infinity;
  const middleHalf = quantile(values, 0.75) - quantile(values, 0.25);
  return (1.57 * middleHalf) / Math.sqrt(values.length);
}

/** Of the process that is measured now. */
function logRatios(runs: readonly CellRun[]): number[][] {
  const current = runs.map((run) => ({
    ...run,
    processes: [currentProcess(run)].flatMap((process) => process ?? []),
  }));
  return valuesByProcess(current).map((groups) => groups.flat());
}

/** Of each model its log ratios to the reference, by process; of a lone cell its log wall times. */
function valuesByProcess(runs: readonly CellRun[]): number[][][] {
  const [first, ...others] = runs;
  const reference = runs.find(({ planned }) => planned.model === REFERENCE_MODEL) ?? first;
  if (!reference) return [];
  if (others.length > 0) {
    return runs.filter((run) => run !== reference).map((run) => pairedLogRatios(reference, run));
  }
  return [reference.processes.map(({ samples }) => samples.map(({ wallMs }) => Math.log(wallMs)))];
}
