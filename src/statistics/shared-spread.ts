import { median } from './quantile.js';
import { mean, sum } from './spread.js';

/** How far processes differ, learnt from everything that took turns in them. */
export interface SharedSpread {
  /** Of a difference between two that took turns: sum of squares / degrees of freedom. */
  variance: number;
  degreesOfFreedom: number;
}

/**
 * The spread of a difference from one process to the next, pooled over all pairs of those that were
 * measured side by side: the residual of a randomized block design, where processes are the blocks
 * (Montgomery, Design and Analysis of Experiments, section 4.1). All pairs together say as much as
 * (contestants - 1) * (processes - 1) free differences, where one pair says processes - 1.
 *
 * @param pairs for each pair its processes with their rounds' differences; empty ones do not count
 * @param contestants how many were paired, each with each
 * @returns null where no pair has two processes
 */
export function sharedSpread(
  pairs: readonly (readonly (readonly number[])[])[],
  contestants: number,
): SharedSpread | null {
  const levels = pairs
    .map((processes) => processes.filter((rounds) => rounds.length > 0).map(median))
    .filter(({ length }) => length > 1);
  const free = sum(levels.map(({ length }) => length - 1));
  if (free === 0) return null;
  return {
    variance: sum(levels.map(squaresAroundMean)) / free,
    degreesOfFreedom: (2 * free) / contestants,
  };
}

function squaresAroundMean(values: readonly number[]): number {
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2));
}
