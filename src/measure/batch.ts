/** One batch: all its tasks handed to the executor at once, and what became of each. */
import type { Executor, MapOptions, Transferable } from '../executors/executor.js';
import type { Span } from '../record/run-record.js';
import type { CellTask } from './cell-task.js';
import { monotonicMs } from './clock.js';
import { onOneClock } from './one-clock.js';
import type { TimedOutput } from './timed-task.js';

export interface Batch {
  /** From the first submission to the last result. */
  wallMs: number;
  /** In input order. */
  outputs: unknown[];
  /** Times count from the batch's start. */
  spans: Span[];
  /** When each result was here, likewise; of tasks on a queue only. */
  receivedMs: number[];
  /** Those of others that have run the tasks. */
  hosts: string[];
}

export interface BatchOptions extends MapOptions {
  /** Objects in the inputs to move instead of copying them. Default: none. */
  transfer?: readonly Transferable[];
}

/** @throws what a task throws. */
export async function runBatch(
  executor: Executor,
  task: CellTask,
  inputs: readonly unknown[],
  { transfer = [], ...options }: BatchOptions = {},
): Promise<Batch> {
  const target = transfer.length > 0 ? executor.with({ transfer }) : executor;
  const submittedMs: number[] = [];
  function* submissions(): Generator<unknown> {
    for (const input of inputs) {
      submittedMs.push(monotonicMs());
      yield task.sent(input);
    }
  }

  const startMs = monotonicMs();
  const results: TimedOutput[] = [];
  const receivedMs: number[] = [];
  for await (const result of target.map(task.fn, submissions(), options)) {
    results.push(result);
    // Looking at the clock costs a trivial task a tenth of its time on the event loop.
    if (task.isQueued) receivedMs.push(monotonicMs());
  }
  const wallMs = monotonicMs() - startMs;
  // A lost task would make the batch look fast.
  if (results.length !== inputs.length) {
    throw new Error(`the executor returned ${results.length} of ${inputs.length} results`);
  }

  const lanes = new Map<string, number>();
  const spans = onOneClock(results, receivedMs).map(([, started, finished, lane, host], index) => ({
    submitted: (submittedMs[index] ?? startMs) - startMs,
    started: started - startMs,
    finished: finished - startMs,
    lane: host === undefined ? lane : numberOf(`${host} ${lane}`, lanes),
  }));
  return {
    wallMs,
    outputs: results.map(([output]) => output),
    spans,
    receivedMs: receivedMs.map((ms) => ms - startMs),
    hosts: [...new Set(results.flatMap(([, , , , host]) => host ?? []))],
  };
}

/** Every host counts its lanes from 0. */
function numberOf(lane: string, numbers: Map<string, number>): number {
  const number = numbers.get(lane) ?? numbers.size;
  numbers.set(lane, number);
  return number;
}
