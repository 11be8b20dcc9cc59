import type { Cell, Sample } from '../record/run-record.js';
import { sum } from '../statistics/spread.js';
import type { Resources } from './verdict.js';

/** Over all samples of a cell, as ratios of sums: single samples hold few switches and coarse ticks. */
export function resourcesOf({ processes, tasks }: Cell): Resources {
  const samples = processes.flatMap((process) => process.samples);
  const total = (read: (sample: Sample) => number | undefined) => {
    const known = samples.map(read).filter((value) => value !== undefined);
    return known.length < samples.length || known.length === 0 ? null : sum(known);
  };
  const cpuMs = total((sample) => sample.cpuMs);
  const queuedMs = total((sample) => sample.runQueueMs);
  const ranTasks = samples.length * tasks;
  return {
    systemShare: ratio(
      total((sample) => sample.cpuSystemMs),
      cpuMs,
    ),
    voluntarySwitchesPerTask: ratio(
      total((sample) => sample.contextSwitches?.voluntary),
      ranTasks,
    ),
    involuntarySwitchesPerTask: ratio(
      total((sample) => sample.contextSwitches?.involuntary),
      ranTasks,
    ),
    starvedShare: queuedMs !== null && cpuMs !== null ? ratio(queuedMs, queuedMs + cpuMs) : null,
  };
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
