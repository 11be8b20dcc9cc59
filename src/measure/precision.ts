/** Whether a process set has been sampled often enough for the precision that is wanted. */
import type { CellRun } from './cell-run.js';
import { currentProcess } from './cell-run.js';
import { REFERENCE_MODEL } from './compare-outputs.js';

/**
 * Half of the wanted half-width is left to what differs from one process to the next, which further
 * rounds cannot narrow.
 */
const SHARE_OF_ROUNDS = 0.5;

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
  const sorted = [...values].sort((a, b) => a - b);
  return (1.57 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.sqrt(sorted.length);
}

/** Of each model to the reference, round by round; of a lone cell to one millisecond. */
function logRatios(runs: readonly CellRun[]): number[][] {
  const [first, ...others] = runs;
  const reference = runs.find(({ planned }) => planned.model === REFERENCE_MODEL) ?? first;
  if (!reference) return [];
  if (others.length === 0) return [[...wallByRound(reference).values()].map(Math.log)];
  const referenceMs = wallByRound(reference);
  return runs
    .filter((run) => run !== reference)
    .map((run) =>
      [...wallByRound(run)].map(([round, ms]) => Math.log((referenceMs.get(round) ?? NaN) / ms)),
    );
}

function wallByRound(run: CellRun): Map<number, number> {
  return new Map(currentProcess(run)?.samples.map(({ round, wallMs }) => [round, wallMs]));
}

/** Linear between the neighbouring values. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
