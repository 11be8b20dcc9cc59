/**
 * Work is what waits in an executor's queue: a call with its future (`Call`), or the rest of a `map`
 * (`Series`). Whoever runs it asks it for one task after another by number, and hands the outcome of
 * that number back; so a million inputs need no million futures.
 */
import type { AbortListener } from '../futures/abort-audience.js';
import type { Input } from './arguments.js';
import type { TaskOptions, Transferable } from './executor.js';
import type { Queued, TaskQueue } from './task-queue.js';

/** A task's function, of which only the caller knows the types. */
export type Callable = (...args: never[]) => unknown;

/** Where an executor keeps what it has been given, and the counts of it. */
export interface Ledger {
  readonly queue: TaskQueue<Work>;
  pending: number;
  running: number;
  finished: number;
  /** Tasks have left the queue without running: perhaps nothing is left to do. */
  pendingDropped(): void;
}

/** Tasks of a `map` that a worker was handed together. */
export interface Chunk {
  /** What the worker has not begun is not wanted any more. */
  dropRest(): void;
}

/** What was submitted together, as far as those who run it need to know it. */
export interface WorkScope {
  readonly options: TaskOptions;
  /** Does each task have to be watched while it runs? */
  readonly isWatched: boolean;
  add(member: AbortListener): void;
  delete(member: AbortListener): void;
}

export interface Work extends Queued {
  readonly fn: Callable;
  /** The options it was submitted with. */
  readonly scope: WorkScope;
  /** Chunks of it that workers hold; undefined if its tasks never travel together. */
  readonly chunks: Set<Chunk> | undefined;
  /** How many of its tasks are worth one message, in a pool of so many slots. At least 1. */
  nextCount(slots: number): number;
  /** May its next tasks wait in a worker behind others? Only if that is sure to be short. */
  mayWaitBehind(slots: number): boolean;
  /** So many of its tasks took so long, one after another. */
  measured(tasks: number, tookMs: number): void;
  /** Moves the next pending task to running, and returns its number. Only while in the queue. */
  begin(): number;
  /** What a task that has just begun is called with; to be taken before anything else happens. */
  takeInput(task: number): Input;
  /** What is to be moved along with these arguments instead of being copied. */
  movedWith(args: readonly unknown[]): readonly Transferable[];
  /** The outcome of a task that has begun; once for each. */
  succeed(task: number, value: unknown): void;
  fail(task: number, error: unknown): void;
  /** Cancels what has not begun. */
  cancelPending(): void;
  /** Fails what has not begun, each task with an error of its own. */
  failPending(makeError: () => unknown): void;
}
