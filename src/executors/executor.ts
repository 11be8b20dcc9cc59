/**
 * The contract that every executor meets: one port of `concurrent.futures`, whatever runs the tasks.
 *
 *     submit(fn, ...args) ──▶ queue ──▶ window of free slots ──▶ fn on the loop, in a thread, in a process
 *            │                                                          │
 *            ▼                                                          ▼
 *         Future ◀──────────────────── settled ◀────────────────── result or error
 *
 * An executor owns its queue and hands a task on only when a slot is free, so that `pending` and
 * `running` are exact, order is first in first out, and a pending task can always be cancelled.
 */
import type { Future } from '../futures/future.js';
import type { WaitOptions } from '../futures/limit.js';

/** Anything an executor can call. Remote executors take only functions marked with `portable`. */
export type TaskFunction<A extends unknown[] = never[], R = unknown> = (
  ...args: A
) => R | PromiseLike<R>;

/** Options of one `map`; its `timeout` counts from the call of `map`. */
export interface MapOptions extends WaitOptions {
  /** Tasks that travel together to a worker. Default `'auto'`: by measured duration. At least 1. */
  chunkSize?: number | 'auto';
  /** Most tasks submitted and not yet handed out. Default: no limit. At least 1. */
  bufferSize?: number;
}

/** Options for what is submitted through `executor.with(options)`. */
export interface TaskOptions {
  /** Cancels a pending task; a running one learns of it by `currentTask().signal`. */
  signal?: AbortSignal;
  /** What an abort does to a running task: ask it to stop, or end its worker. Default `'cooperate'`. */
  onAbort?: 'cooperate' | 'terminate';
  /** Milliseconds from the start of execution until the task fails with `TimeoutError`. Default: none. */
  timeout?: number;
  /** Higher goes first; equal ones in the order of submission. Default 0. */
  priority?: number;
  /** Objects in the arguments to move to the worker instead of copying them. Default: none. */
  transfer?: readonly Transferable[];
}

/** What can be moved between threads without a copy. */
export type Transferable = import('node:worker_threads').TransferListItem;

/** What an executor has to do at one moment. */
export interface ExecutorStats {
  /** Live workers; they are started on demand. */
  workers: number;
  /** Submitted and waiting for a free slot. */
  pending: number;
  /** Handed to a slot and not ended. */
  running: number;
  /** Futures that have ended since the executor was opened, cancelled ones included. */
  finished: number;
}

/** How to shut down. */
export interface ShutdownOptions {
  /** Resolve only when all submitted work has ended and every worker is gone. Default true. */
  wait?: boolean;
  /** Cancel what has not started. Default false. */
  cancelFutures?: boolean;
}

/** The results of a `map` in input order, one by one or all together. */
export interface MapResults<R> extends AsyncIterableIterator<R> {
  /**
   * All results that have not been taken, as `list(executor.map(...))` in Python. Costs less than to
   * await each of them.
   */
  toArray(): Promise<R[]>;
}

/** Runs tasks and hands out futures; what all executors have in common. */
export interface Executor extends AsyncDisposable {
  /** How a plan writes it: `worker-pool:2x10`. */
  readonly model: string;
  /**
   * Schedules `fn(...args)`; never calls it before returning.
   *
   * @throws {ExecutorShutdownError} after `shutdown`.
   * @throws {BrokenExecutorError} once a worker was lost and the executor broke.
   * @throws {NotPortableError} if the function cannot be found where it should run.
   */
  submit<A extends unknown[], R>(fn: (...args: A) => R | PromiseLike<R>, ...args: A): Future<R>;
  /** Calls `fn` with each input; yields results in input order. Submits before it returns. */
  map<I, R>(
    fn: (input: I) => R | PromiseLike<R>,
    inputs: Iterable<I> | AsyncIterable<I>,
    options?: MapOptions,
  ): MapResults<R>;
  /** The same executor, with options for what is submitted through it. */
  with(options: TaskOptions): Pick<Executor, 'submit' | 'map'>;
  /** Takes no more work. What was submitted still runs, unless `cancelFutures` is set. */
  shutdown(options?: ShutdownOptions): Promise<void>;
  /** How much is pending, running and finished now. */
  stats(): ExecutorStats;
}
