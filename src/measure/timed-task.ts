/** The task that every executor runs while it is measured: the workload's `run`, with its times. */
import { currentTask } from '../executors/current-task.js';
import { portable } from '../executors/portable.js';
import { loadWorkload } from '../workload/load.js';
import type { Workload } from '../workload/define-workload.js';
import { monotonicMs } from './clock.js';

/** A tuple, because it is sent to a thread or process with every task. */
export type TimedInput = [moduleUrl: string, input: unknown];
export type TimedOutput = [
  output: unknown,
  startedMs: number,
  finishedMs: number,
  lane: number,
  /** Where hosts of others run it: which of them did. */
  host?: string | undefined,
];

const loaded = new Map<string, Workload>();

export const timedTask = portable(
  import.meta.url,
  ([moduleUrl, input]: TimedInput): TimedOutput | Promise<TimedOutput> => {
    const lane = laneOfThisTask();
    const workload = loaded.get(moduleUrl);
    return workload ? timeRun(workload, input, lane) : loadAndTime(moduleUrl, input, lane);
  },
  'timedTask',
);

/** Does nothing; its result shows that a worker is up. */
export const idleTask = portable(import.meta.url, (): void => undefined, 'idleTask');

/** How much machine code there is where it runs: of the main thread of a process, or of a worker thread. */
export type CodeSize = [isolate: string, bytes: number];

/** Modules of Node are asked for only here: in a worker that starts up they would cost time. */
export const codeSizeTask = portable(
  import.meta.url,
  (): CodeSize => {
    const { getHeapCodeStatistics } = process.getBuiltinModule('node:v8');
    const { threadId } = process.getBuiltinModule('node:worker_threads');
    return [`${process.pid} ${threadId}`, getHeapCodeStatistics().code_and_metadata_size];
  },
  'codeSizeTask',
);

/** To be asked before the first `await`: later it would make the executor track every task. */
function laneOfThisTask(): number {
  return currentTask()?.lane ?? 0;
}

async function loadAndTime(moduleUrl: string, input: unknown, lane: number): Promise<TimedOutput> {
  const workload = await loadWorkload(moduleUrl);
  loaded.set(moduleUrl, workload);
  return timeRun(workload, input, lane);
}

/** A synchronous `run` stays synchronous: an `await` would be measured as its work. */
function timeRun(
  workload: Workload,
  input: unknown,
  lane: number,
): TimedOutput | Promise<TimedOutput> {
  const startedMs = monotonicMs();
  const output = workload.run(input);
  if (isPromiseLike(output)) {
    return Promise.resolve(output).then((value) => [value, startedMs, monotonicMs(), lane]);
  }
  return [output, startedMs, monotonicMs(), lane];
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
  );
}
