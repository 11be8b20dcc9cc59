import type { TaskTimes } from '../record/run-record.js';

/** A percentile is shown only when at least this many values lie beyond it. */
const LEAST_BEYOND = 10;

/** @param times of tasks, in ms; at least one. */
export function taskTimes(times: readonly number[]): TaskTimes {
  const sorted = Float64Array.from(times).sort();
  const count = sorted.length;
  const nearestRank = (share: number) => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? 0;
  const ifBacked = (share: number) =>
    count * (1 - share) >= LEAST_BEYOND - 1e-9 ? nearestRank(share) : null;
  return {
    p50: nearestRank(0.5),
    p90: ifBacked(0.9),
    p99: ifBacked(0.99),
    max: nearestRank(1),
    count,
  };
}
