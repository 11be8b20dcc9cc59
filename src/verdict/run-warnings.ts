import type { RunRecord } from '../record/run-record.js';

/** From this many waiting programs a CPU on, measured tasks have to share their CPU with others. */
const BUSY_LOAD_PER_CPU = 0.5;

/** Doubts about the whole run, each with something to try. */
export function runWarnings(record: RunRecord): string[] {
  return [interrupted(record), busyMachine(record), singleProcess(record)].filter(
    (warning) => warning !== null,
  );
}

function interrupted({ status }: RunRecord): string | null {
  return status === 'interrupted'
    ? 'The run was interrupted: cells have fewer samples than planned, or none. Run it again to the end.'
    : null;
}

function busyMachine({ environment: { loadAverage, cpus } }: RunRecord): string | null {
  if (loadAverage < BUSY_LOAD_PER_CPU * cpus) return null;
  return (
    `The machine was busy at the start (load average ${loadAverage.toFixed(1)} on ${cpus} CPUs): other ` +
    `programs slow all models, parallel ones most. Close them and measure again.`
  );
}

function singleProcess({ settings }: RunRecord): string | null {
  return settings.processes === 1
    ? 'One process a cell: intervals show how rounds differ, not how processes do. Use --processes 3 or more.'
    : null;
}
