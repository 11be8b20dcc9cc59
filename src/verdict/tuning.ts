/** Which concurrency is enough: the smallest whose rate is within the tie band of the highest. */
import { fitScalability, rateAt } from '../statistics/scalability-fit.js';
import { mean } from '../statistics/spread.js';
import { TIE_BAND } from './ranking.js';

/** What was measured with so many tasks at once. */
export interface MeasuredLevel {
  concurrency: number;
  tasksPerSecond: number;
}

/** Fewer levels than terms and one more prove no law. */
const FEWEST_LEVELS = 4;
/** A law that misses the rates by more on average is not asked. */
const MOST_ERROR = 0.1;

/**
 * Chooses among `useful` by the Universal Scalability Law, if that fits what was measured, and else
 * among the measured levels themselves.
 *
 * @param useful concurrencies worth having: those at which a batch takes one turn less.
 * @param measured at least one level.
 */
export function enoughConcurrency(
  useful: readonly number[],
  measured: readonly MeasuredLevel[],
): number {
  const fitted = fittedLevels(useful, measured);
  const levels = (fitted ?? [...measured]).toSorted((a, b) => a.concurrency - b.concurrency);
  const highest = Math.max(...levels.map(({ tasksPerSecond }) => tasksPerSecond));
  const enough = levels.find(({ tasksPerSecond }) => tasksPerSecond * (1 + TIE_BAND) >= highest);
  return enough?.concurrency ?? 1;
}

function fittedLevels(
  useful: readonly number[],
  measured: readonly MeasuredLevel[],
): MeasuredLevel[] | null {
  if (measured.length < FEWEST_LEVELS || useful.length === 0) return null;
  const concurrency = measured.map((level) => level.concurrency);
  const rates = measured.map((level) => level.tasksPerSecond);
  const law = fitScalability(concurrency, rates);
  if (!law) return null;
  const errors = measured.map((level) => rateAt(law, level.concurrency) / level.tasksPerSecond - 1);
  if (Math.sqrt(mean(errors.map((error) => error ** 2))) > MOST_ERROR) return null;
  return useful.map((n) => ({ concurrency: n, tasksPerSecond: rateAt(law, n) }));
}
