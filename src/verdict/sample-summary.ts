/** The samples of a cell in the plain figures that other tools expect: no paired rounds, no intervals. */
import type { Cell, Sample } from '../record/run-record.js';
import { median } from '../statistics/quantile.js';
import { mean, standardDeviation } from '../statistics/spread.js';

export interface WallSummary {
  meanMs: number;
  /** Null of a single sample. */
  standardDeviationMs: number | null;
  medianMs: number;
  minMs: number;
  maxMs: number;
  /** User and system time of a batch. */
  meanCpuMs: number;
}

/** The medians over the rounds of one process. */
export interface ProcessMedians {
  rounds: number;
  wallMs: number;
  cpuMs: number;
  peakRssBytes: number;
}

/** All samples of a cell as if they were independent. */
export function wallSummary(samples: readonly Sample[]): WallSummary {
  const times = samples.map(({ wallMs }) => wallMs);
  return {
    meanMs: mean(times),
    standardDeviationMs: times.length > 1 ? standardDeviation(times) : null,
    medianMs: median(times),
    minMs: Math.min(...times),
    maxMs: Math.max(...times),
    meanCpuMs: mean(samples.map(({ cpuMs }) => cpuMs)),
  };
}

/** Each process that has samples as one observation: processes are independent, rounds are not. */
export function processMedians({ processes }: Cell): ProcessMedians[] {
  return processes
    .filter(({ samples }) => samples.length > 0)
    .map(({ samples }) => {
      const middle = (value: (sample: Sample) => number) => median(samples.map(value));
      return {
        rounds: samples.length,
        wallMs: middle((sample) => sample.wallMs),
        cpuMs: middle((sample) => sample.cpuMs),
        peakRssBytes: middle((sample) => sample.peakRssBytes),
      };
    });
}
