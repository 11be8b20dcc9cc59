import type { Cell, Sample, TaskTimes } from '../record/run-record.js';
import { median } from '../statistics/quantile.js';
import { sum } from '../statistics/spread.js';

/** How long one task of a batch takes, waiting for a slot and running told apart. In ms. */
export interface Latency {
  /** From submission to start. */
  wait: LatencyTimes;
  /** From start to result. */
  run: LatencyTimes;
}

export interface LatencyTimes {
  /** Median over the samples of each sample's median. */
  p50: number;
  /** The same for the 90th percentile; null where no sample has tasks enough for it. */
  p90: number | null;
  /** The longest of all tasks. */
  max: number;
  /** Tasks behind it. */
  count: number;
}

/** Latency over all samples of a cell; null without any. */
export function latencyOf(cell: Cell): Latency | null {
  const samples = cell.processes.flatMap((process) => process.samples);
  if (samples.length === 0) return null;
  return {
    wait: timesOf(samples, (sample) => sample.waitMs),
    run: timesOf(samples, (sample) => sample.taskMs),
  };
}

function timesOf(samples: Sample[], times: (sample: Sample) => TaskTimes): LatencyTimes {
  const all = samples.map(times);
  const p90 = all.flatMap((item) => item.p90 ?? []);
  return {
    p50: median(all.map((item) => item.p50)),
    p90: p90.length > 0 ? median(p90) : null,
    max: Math.max(...all.map((item) => item.max)),
    count: sum(all.map((item) => item.count)),
  };
}
