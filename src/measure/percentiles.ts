import type { TaskTimes } from '../record/run-record.js';
import type { Histogram } from '../statistics/histogram.js';

/** @param times of at least one task. */
export function taskTimes(times: Histogram): TaskTimes {
  return {
    p50: times.quantile(0.5),
    p90: times.quantileIfBacked(0.9),
    p99: times.quantileIfBacked(0.99),
    max: times.longestMs,
    count: times.count,
  };
}
