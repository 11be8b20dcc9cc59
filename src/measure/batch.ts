/** One batch: all its tasks handed to the executor at once, and what became of each. */
import type { Executor, MapOptions, Transferable } from '../executors/executor.js';
import type { Span } from '../record/run-record.js';
import { monotonicMs } from './clock.js';
import { timedTask } from './timed-task.js';
import type { TimedInput, TimedOutput } from './timed-task.js';

export interface Batch {
  /** From the first submission to the last result. */
  wallMs: number;
  /** In input order. */
  outputs: unknown[];
  /** Times count from the batch's start. */
  spans: Span[];
}

export interface BatchOptions extends MapOptions {
  /** Objects in the inputs to move instead of copying them. Default: none. */
  transfer?: readonly Transferable[];
}

/** @throws what a task throws. */
export async function runBatch(
  executor: Executor,
  moduleUrl: string,
  inputs: readonly unknown[],
  { transfer = [], ...options }: BatchOptions = {},
): Promise<Batch> {
  const target = transfer.length > 0 ? executor.with({ transfer }) : executor;
  const submittedMs: number[] = [];
  function* submissions(): Generator<TimedInput> {
    for (const input of inputs) {
      submittedMs.push(monotonicMs());
      yield [moduleUrl, input];
    }
  }

  const startMs = monotonicMs();
  const results: TimedOutput[] = [];
  for await (const result of target.map(timedTask, submissions(), options)) results.push(result);
  const wallMs = monotonicMs() - startMs;
  // A lost task would make the batch look fast.
  if (results.length !== inputs.length) {
    throw new Error(`the executor returned ${results.length} of ${inputs.length} results`);
  }

  const spans = results.map(([, started, finished, lane], index) => ({
    submitted: (submittedMs[index] ?? startMs) - startMs,
    started: started - startMs,
    finished: finished - startMs,
    lane,
  }));
  return { wallMs, outputs: results.map(([output]) => output), spans };
}
