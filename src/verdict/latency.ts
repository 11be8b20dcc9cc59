import type { Cell, OfferedOutcome, Sample, TaskTimes } from '../record/run-record.js';
import { Histogram } from '../statistics/histogram.js';
import { median } from '../statistics/quantile.js';
import { sum } from '../statistics/spread.js';

/** How long one task of a batch takes, waiting for a slot and running told apart. In ms. */
export interface Latency {
  /** From submission to start. */
  wait: LatencyTimes;
  /** From start to result. */
  run: LatencyTimes;
}

/**
 * Percentiles of all tasks of all samples, each within 1 % of the exact one; null where fewer than ten
 * tasks lie beyond it.
 */
export interface LatencyTimes {
  p50: number;
  p90: number | null;
  p99: number | null;
  p999: number | null;
  /** The longest of all tasks. */
  max: number;
  /** Tasks behind it. */
  count: number;
  /** Percentiles along the whole distribution; empty where only those of single samples are known. */
  curve: QuantilePoint[];
}

/** Tasks that came at a rate of their own: what a client sees that does not wait for others. */
export interface OfferedLatency {
  /** From the moment at which a task was to start. */
  latency: LatencyTimes;
  wait: LatencyTimes;
  service: LatencyTimes;
  tasks: number;
  dropped: number;
  late: number;
  /** Finished tasks over the time until the last result. */
  finishedPerSecond: number;
}

/** A share of tasks takes at most so long. */
export interface QuantilePoint {
  share: number;
  ms: number;
}

/** Points of a curve for each factor of ten in the share that lies beyond. */
const POINTS_PER_DECADE = 8;

/** Latency over all samples of a cell; null without any. */
export function latencyOf(cell: Cell): Latency | null {
  if (cell.processes.every(({ samples }) => samples.length === 0)) return null;
  return {
    wait: timesOf(cell, 'waitHistogram', (sample) => sample.waitMs),
    run: timesOf(cell, 'taskHistogram', (sample) => sample.taskMs),
  };
}

/** Latency under the offered load over all samples of a cell; null where there was none. */
export function offeredLatencyOf({ processes }: Cell): OfferedLatency | null {
  const parts = processes.flatMap(({ offered }) => offered ?? []);
  if (parts.length === 0) return null;
  const total = (read: (part: OfferedOutcome) => number) => sum(parts.map(read));
  const times = (name: HistogramOf<OfferedOutcome>) =>
    latencyTimes(pooled(parts.map((part) => part[name])));
  const [tasks, dropped] = [total((part) => part.tasks), total((part) => part.dropped)];
  return {
    latency: times('latencyHistogram'),
    wait: times('waitHistogram'),
    service: times('serviceHistogram'),
    tasks,
    dropped,
    late: total((part) => part.late),
    finishedPerSecond: ((tasks - dropped) * 1000) / total((part) => part.spanMs),
  };
}

type HistogramOf<T> = Extract<keyof T, `${string}Histogram`>;

function latencyTimes(times: Histogram, longestMs = times.longestMs): LatencyTimes {
  return {
    p50: times.quantile(0.5),
    p90: times.quantileIfBacked(0.9),
    p99: times.quantileIfBacked(0.99),
    p999: times.quantileIfBacked(0.999),
    max: longestMs,
    count: times.count,
    curve: curveOf(times),
  };
}

function timesOf(
  cell: Cell,
  name: 'waitHistogram' | 'taskHistogram',
  timesOfSample: (sample: Sample) => TaskTimes,
): LatencyTimes {
  const ofSamples = cell.processes.flatMap(({ samples }) => samples.map(timesOfSample));
  const histogram = cell[name] ? pooled([cell[name]]) : ofProcesses(cell, name);
  if (!histogram) return middleTimes(ofSamples);
  return latencyTimes(histogram, Math.max(...ofSamples.map(({ max }) => max)));
}

/** Of a record in which each process had its own; null of one from before there were any. */
function ofProcesses(
  { processes }: Cell,
  name: 'waitHistogram' | 'taskHistogram',
): Histogram | null {
  const measured = processes.filter(({ samples }) => samples.length > 0);
  const pairs = measured.flatMap((process) => (process[name] ? [process[name]] : []));
  return pairs.length < measured.length ? null : pooled(pairs);
}

function pooled(parts: readonly number[][]): Histogram {
  const all = new Histogram();
  for (const pairs of parts) all.merge(Histogram.fromPairs(pairs));
  return all;
}

/** The middle one of the samples' percentiles, which is what a typical batch has. */
function middleTimes(samples: readonly TaskTimes[]): LatencyTimes {
  const middle = (percentile: 'p90' | 'p99') => {
    const known = samples.flatMap((times) => times[percentile] ?? []);
    return known.length > 0 ? median(known) : null;
  };
  return {
    p50: median(samples.map(({ p50 }) => p50)),
    p90: middle('p90'),
    p99: middle('p99'),
    p999: null,
    max: Math.max(...samples.map(({ max }) => max)),
    count: sum(samples.map(({ count }) => count)),
    curve: [],
  };
}

/** Evenly along the logarithm of what lies beyond, as far as ten tasks back a point. */
function curveOf(times: Histogram): QuantilePoint[] {
  const points: QuantilePoint[] = [];
  for (let step = 0; ; step += 1) {
    const share = 1 - 10 ** (-step / POINTS_PER_DECADE);
    const ms = times.quantileIfBacked(share);
    if (ms === null) return points;
    points.push({ share, ms });
  }
}
