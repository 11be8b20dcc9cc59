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
 * Tasks and results travel as tuples, many in one message: cloning an object costs its keys as well.
 */
import type { TaskAddress } from '../portable.js';
import type { ErrorEnvelope } from './envelope.js';

/** One task, or a chunk of inputs of a `map`, for one slot of a worker. */
export type TaskMessage = [
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
  /** The rest of the slot's chunk is not wanted any more. */
  | { kind: 'drop'; slot: number }
  | { kind: 'abort'; slot: number; reason: ErrorEnvelope };

/** An idle worker is to end. */
export interface CloseMessage {
  kind: 'close';
}

/** Outcomes of a slot, in order. A task has one; a chunk may report in several parts. */
export type ResultMessage = [
  slot: number,
  /** Results; in place of a failed one stands whatever. */
  values: unknown[],
  /** The errors among them, by position; undefined if there is none. */
  failures: [at: number, error: ErrorEnvelope][] | undefined,
  /** Whether the slot is free again, and then how long its tasks took in ms. */
  tookMs: number | undefined,
];

export type FromWorker =
  | { kind: 'booted' }
  | { kind: 'ready' }
  | { kind: 'unfit'; error: ErrorEnvelope }
  | { kind: 'results'; results: ResultMessage[] };
