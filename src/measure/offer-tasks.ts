/**
 * An open model: tasks arrive at a rate of their own, whether or not earlier ones are done.
 *
 * Latency counts from the moment at which a task was to start. Counted from its submission, a task
 * that a busy loop could not even take up would look quick (coordinated omission).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor } from '../executors/executor.js';
import { Histogram } from '../statistics/histogram.js';
import type { CellTask } from './cell-task.js';
import { monotonicMs } from './clock.js';
import { onOneClock } from './one-clock.js';

/** Timers alone are late by a millisecond or two; this is the loop. */
const LATE_MS = 10;

export interface OfferedTasks {
  /** In input order; undefined for a task that was dropped. */
  outputs: unknown[];
  dropped: number;
  /** Submitted more than 10 ms after they were due, because the loop was busy. */
  late: number;
  /** From the start to the last result. */
  spanMs: number;
  /** From due to finished; a dropped task counts with the time until it was given up. */
  latency: Histogram;
  /** From due to started, likewise. */
  wait: Histogram;
  /** From started to finished. */
  service: Histogram;
}

type Outcome =
  | { kind: 'finished'; output: unknown; startedMs: number; finishedMs: number }
  | { kind: 'dropped'; droppedMs: number }
  | { kind: 'failed'; error: unknown };

interface OfferedTask {
  dueMs: number;
  isLate: boolean;
  outcome: Promise<Outcome>;
}

/**
 * @param afterMs when each task is due, from now on; ascending.
 * @param patienceMs a task that has not begun so long after it was due is dropped.
 * @throws what a task throws.
 */
export async function offerTasks(
  executor: Executor,
  task: CellTask,
  inputs: readonly unknown[],
  afterMs: readonly number[],
  patienceMs: number,
): Promise<OfferedTasks> {
  const startMs = monotonicMs();
  const tasks: OfferedTask[] = [];
  for (const [index, input] of inputs.entries()) {
    const dueMs = startMs + (afterMs[index] ?? 0);
    await until(dueMs);
    const isLate = monotonicMs() - dueMs > LATE_MS;
    tasks.push({ dueMs, isLate, outcome: outcomeOf(executor, task, input, dueMs + patienceMs) });
  }
  const outcomes = await Promise.all(tasks.map(({ outcome }) => outcome));
  const offered = countOutcomes(tasks, outcomes);
  return { ...offered, spanMs: monotonicMs() - startMs };
}

/** Looks again when a timer has fired: timers count from when the loop last looked at the clock. */
async function until(ms: number, signal?: AbortSignal): Promise<void> {
  for (let leftMs = ms - monotonicMs(); leftMs > 0; leftMs = ms - monotonicMs()) {
    await sleep(leftMs, undefined, { signal });
  }
}

/** Never rejects: a failure is told when all tasks have been offered. */
async function outcomeOf(
  executor: Executor,
  task: CellTask,
  input: unknown,
  patientUntilMs: number,
): Promise<Outcome> {
  // A loop that was blocked for so long has no turn for the timer either.
  if (monotonicMs() > patientUntilMs) return { kind: 'dropped', droppedMs: monotonicMs() };
  const future = executor.submit(task.fn, task.sent(input));
  const patience = new AbortController();
  void until(patientUntilMs, patience.signal).then(
    () => future.cancel(),
    () => undefined,
  );
  try {
    const result = await future.result();
    // What is taken by the clock of another machine counts until it was here.
    const [[output, startedMs = 0, finishedMs = 0] = []] = onOneClock([result], [monotonicMs()]);
    return { kind: 'finished', output, startedMs, finishedMs };
  } catch (error) {
    return future.cancelled()
      ? { kind: 'dropped', droppedMs: monotonicMs() }
      : { kind: 'failed', error };
  } finally {
    patience.abort();
  }
}

function countOutcomes(
  tasks: readonly OfferedTask[],
  outcomes: readonly Outcome[],
): Omit<OfferedTasks, 'spanMs'> {
  const [latency, wait, service] = [new Histogram(), new Histogram(), new Histogram()];
  const outputs = outcomes.map((outcome, index) => {
    const dueMs = tasks[index]?.dueMs ?? 0;
    switch (outcome.kind) {
      case 'failed':
        throw outcome.error;
      case 'dropped':
        latency.add(outcome.droppedMs - dueMs);
        wait.add(outcome.droppedMs - dueMs);
        return undefined;
      case 'finished':
        latency.add(outcome.finishedMs - dueMs);
        wait.add(outcome.startedMs - dueMs);
        service.add(outcome.finishedMs - outcome.startedMs);
        return outcome.output;
    }
  });
  const dropped = outcomes.filter(({ kind }) => kind === 'dropped').length;
  const late = tasks.filter(({ isLate }) => isLate).length;
  return { outputs, dropped, late, latency, wait, service };
}
