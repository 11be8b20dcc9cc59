/** One histogram for all samples of a cell, so that the record does not grow with their number. */
import type { CellProcess, OfferedOutcome, QueueHostRecord } from '../record/run-record.js';
import { Histogram } from '../statistics/histogram.js';
import type { CellRun } from './cell-run.js';
import { currentProcess } from './cell-run.js';
import type { SampledCell } from './cell-requests.js';
import { hostOf } from './host-label.js';

/** Adds the tasks of a sample to what the cell has counted; what a queue took, to its process. */
export function countTasks(
  run: CellRun,
  {
    taskHistogram,
    waitHistogram,
    ...ofQueue
  }: Omit<SampledCell, 'sample' | 'spans' | 'outputsHash'>,
): void {
  run.taskHistogram = pooled(run.taskHistogram, taskHistogram);
  run.waitHistogram = pooled(run.waitHistogram, waitHistogram);
  const process = currentProcess(run);
  const { handOverHistogram, returnHistogram, hosts = [] } = ofQueue;
  if (process && handOverHistogram && returnHistogram) {
    process.queue = {
      handOverHistogram: pooled(process.queue?.handOverHistogram, handOverHistogram),
      returnHistogram: pooled(process.queue?.returnHistogram, returnHistogram),
      hosts: distinct([...(process.queue?.hosts ?? []), ...hosts.map(hostOf)]),
    };
  }
}

function distinct(hosts: readonly QueueHostRecord[]): QueueHostRecord[] {
  return [...new Map(hosts.map((host) => [host.name, host])).values()];
}

/** Adds the tasks that were offered beside a sample. */
export function countOffered(process: CellProcess, added: OfferedOutcome): void {
  const { offered: before } = process;
  process.offered = before
    ? {
        tasks: before.tasks + added.tasks,
        dropped: before.dropped + added.dropped,
        late: before.late + added.late,
        spanMs: before.spanMs + added.spanMs,
        latencyHistogram: pooled(before.latencyHistogram, added.latencyHistogram),
        waitHistogram: pooled(before.waitHistogram, added.waitHistogram),
        serviceHistogram: pooled(before.serviceHistogram, added.serviceHistogram),
      }
    : added;
}

function pooled(before: number[] | undefined, added: number[]): number[] {
  if (before === undefined) return added;
  const all = Histogram.fromPairs(before);
  all.merge(Histogram.fromPairs(added));
  return all.toPairs();
}
