/** What is kept of the batches of one sample: counts of all, values only of one, for there may be thousands. */
import type { Span } from '../record/run-record.js';
import { Histogram } from '../statistics/histogram.js';
import type { Batch } from './batch.js';
import { handOversMs, returnsMs } from './queue-times.js';

export interface SampledBatches {
  /** Started to finished, of every task. */
  taskMs: Histogram;
  /** Submitted to started, likewise. */
  waitMs: Histogram;
  firstSpans: Span[] | undefined;
  lastOutputs: unknown[];
  /** Of tasks on a queue only. */
  queue: { handOverMs: Histogram; returnMs: Histogram; hosts: Set<string> };
}

export function noBatches(): SampledBatches {
  return {
    taskMs: new Histogram(),
    waitMs: new Histogram(),
    firstSpans: undefined,
    lastOutputs: [],
    queue: { handOverMs: new Histogram(), returnMs: new Histogram(), hosts: new Set() },
  };
}

export function addBatch(batches: SampledBatches, batch: Batch, isQueued: boolean): void {
  const { taskMs, waitMs, queue } = batches;
  const { spans, receivedMs, hosts, outputs } = batch;
  for (const { submitted, started, finished } of spans) {
    taskMs.add(finished - started);
    // A clock that is read in two threads may seem to run backwards; that counts as no wait.
    waitMs.add(started - submitted);
  }
  if (isQueued) {
    for (const ms of handOversMs(spans)) queue.handOverMs.add(ms);
    for (const ms of returnsMs(spans, receivedMs)) queue.returnMs.add(ms);
    for (const host of hosts) queue.hosts.add(host);
  }
  batches.firstSpans ??= spans;
  batches.lastOutputs = outputs;
}
