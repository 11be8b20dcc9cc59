/**
 * What a pool and its workers say to each other, over a message port or a child's channel.
 *
 *     pool                                   worker
 *       │ ◀─────────────────────────── booted │  its code is loaded
 *       │ start ─────────────────────────────▶ │  runs the initializer
 *       │ ◀──────────────────── ready / unfit │
 *       │ define, run, drop, abort ──────────▶ │
 *       │ ◀─────────────────────────── results │
 *
 * Tasks and results are tuples, many in one message; `packing.ts` tells how they cross.
 */
import type { TaskAddress } from '../portable.js';
import type { ErrorEnvelope } from './envelope.js';

/**
 * One task, or a chunk of inputs of a `map`, for one slot of a worker. If the slot is taken, it waits
 * until that is over.
 */
export type TaskMessage = [
  /** Counts up in each worker; results, aborts and drops refer to it. */
  id: number,
  slot: number,
  fn: number,
  isWatched: boolean,
  isChunk: boolean,
  /** The arguments of a task, or the inputs of a chunk. */
  values: unknown[],
];

export interface StartMessage {
  kind: 'start';
  /** Number of the worker's first slot in the pool. */
  firstLane: number;
  /** Its slots. */
  concurrency: number;
  initializer: TaskAddress | undefined;
  initArgs: unknown[];
}

export type ToWorker =
  | StartMessage
  | { kind: 'define'; fn: number; address: TaskAddress }
  /** `isMoving`: what the arguments hold has been moved, so that nobody else has it. */
  | { kind: 'run'; tasks: TaskMessage[]; isMoving?: true }
  /** The rest of a chunk is not wanted any more. */
  | { kind: 'drop'; id: number }
  | { kind: 'abort'; id: number; reason: ErrorEnvelope };

/** An idle worker is to end. */
export interface CloseMessage {
  kind: 'close';
}

/** Outcomes, in order. A task has one; a chunk may report in several parts. */
export type ResultMessage = [
  id: number,
  /** Results; in place of a failed one stands whatever. */
  values: unknown[],
  /** The errors among them, by position; undefined if there is none. */
  failures: [at: number, error: ErrorEnvelope][] | undefined,
  /** Whether that was all, and then how long the tasks took in ms. */
  tookMs: number | undefined,
];

export type FromWorker =
  | { kind: 'booted' }
  | { kind: 'ready' }
  | { kind: 'unfit'; error: ErrorEnvelope }
  | { kind: 'results'; results: ResultMessage[] };
