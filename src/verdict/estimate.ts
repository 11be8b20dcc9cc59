import type { Cell } from '../record/run-record.js';
import { groupedInterval, type GroupedInterval } from '../statistics/grouped-interval.js';
import { seededRandom } from '../statistics/random.js';
import type { SharedSpread } from '../statistics/shared-spread.js';
import type { Sample } from '../record/run-record.js';
import type { Estimate } from './verdict.js';

/** One value of each sample, kept apart by process; values that are no number are left out. */
export function perProcess(cell: Cell, value: (sample: Sample) => number): number[][] {
  return cell.processes.map((process) => process.samples.map(value).filter(Number.isFinite));
}

/** The interval of what was measured in rounds and processes; its draws depend on seed and label only. */
export function intervalOf(
  groups: number[][],
  seed: number,
  label: string,
  spread: SharedSpread | null = null,
): GroupedInterval | null {
  return groupedInterval(groups, seededRandom(seed, label), spread);
}

/** An interval as it stands in a judgement. */
export function asEstimate({ value, low, high, count }: GroupedInterval): Estimate {
  return { value, low, high, count };
}

/** The same for logarithms: times and ratios are judged on the log scale, where noise is symmetric. */
export function asExponential({ value, low, high, count }: GroupedInterval): Estimate {
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high), count };
}
