/** The executors under contract, and how a test opens one with a given number of slots. */
import {
  AsyncPoolExecutor,
  BrokenProcessPoolError,
  BrokenWorkerPoolError,
  EventLoopExecutor,
  ProcessPoolExecutor,
  QueueExecutor,
  WorkerPoolExecutor,
  type Executor,
} from '../../src/index.js';

export interface Subject {
  readonly name: string;
  /** Tasks run outside the test's own loop: functions must be portable, values are copied. */
  readonly isRemote: boolean;
  /** Its workers are its own: they end with it. Those of a queue serve others too. */
  readonly hasOwnWorkers: boolean;
  /**
   * The tasks of a chunk are told, and stopped, one by one. A job of a queue reports once, and what it
   * is told takes its time.
   */
  readonly followsChunks: boolean;
  /** The executor can hold more than one task at a time. */
  readonly isConcurrent: boolean;
  /** An executor with this many slots, each a worker of its own where there are workers. Default 1. */
  open(slots?: number): Executor;
}

/** What both pools take; `maxTasks` is `maxTasksPerWorker` or `maxTasksPerChild`. */
export interface PoolOptions {
  workers?: number;
  concurrency?: number;
  initializer?: (...args: never[]) => unknown;
  initArgs?: unknown[];
  maxTasks?: number;
  onCrash?: 'break' | 'replace';
}

export interface Pool extends Executor {
  terminateWorkers(): Promise<void>;
  killWorkers(): Promise<void>;
}

export interface PoolSubject extends Subject {
  readonly isRemote: true;
  readonly kind: 'thread' | 'process';
  readonly maxTasksOption: 'maxTasksPerWorker' | 'maxTasksPerChild';
  /** The error of every pending future once a worker was lost under `onCrash: 'break'`. */
  readonly BrokenError: typeof BrokenWorkerPoolError | typeof BrokenProcessPoolError;
  open(slots?: number): Pool;
  openPool(options: PoolOptions): Pool;
}

export const eventLoop: Subject = {
  name: 'EventLoopExecutor',
  isRemote: false,
  hasOwnWorkers: true,
  followsChunks: true,
  isConcurrent: false,
  open(slots = 1) {
    if (slots !== 1) throw new RangeError('the event loop executor has one slot');
    return new EventLoopExecutor();
  },
};

export const asyncPool: Subject = {
  name: 'AsyncPoolExecutor',
  isRemote: false,
  hasOwnWorkers: true,
  followsChunks: true,
  isConcurrent: true,
  open: (slots = 1) => new AsyncPoolExecutor({ concurrency: slots }),
};

export const workerPool: PoolSubject = {
  name: 'WorkerPoolExecutor',
  isRemote: true,
  hasOwnWorkers: true,
  followsChunks: true,
  isConcurrent: true,
  kind: 'thread',
  maxTasksOption: 'maxTasksPerWorker',
  BrokenError: BrokenWorkerPoolError,
  open: (slots = 1) => new WorkerPoolExecutor({ workers: slots }),
  openPool: ({ maxTasks, ...options }) =>
    new WorkerPoolExecutor({
      ...options,
      ...(maxTasks === undefined ? {} : { maxTasksPerWorker: maxTasks }),
    }),
};

export const processPool: PoolSubject = {
  name: 'ProcessPoolExecutor',
  isRemote: true,
  hasOwnWorkers: true,
  followsChunks: true,
  isConcurrent: true,
  kind: 'process',
  maxTasksOption: 'maxTasksPerChild',
  BrokenError: BrokenProcessPoolError,
  open: (slots = 1) => new ProcessPoolExecutor({ workers: slots }),
  openPool: ({ maxTasks, ...options }) =>
    new ProcessPoolExecutor({
      ...options,
      ...(maxTasks === undefined ? {} : { maxTasksPerChild: maxTasks }),
    }),
};

/** With hosts that the test has started: their own would take a second for each executor. */
export const queue: Subject = {
  name: 'QueueExecutor',
  isRemote: true,
  hasOwnWorkers: false,
  followsChunks: false,
  isConcurrent: true,
  open: (slots = 1) => new QueueExecutor({ queue: queueWithSlots(slots), inFlight: slots }),
};

/** The name of the queue whose hosts have so many slots. */
export function queueWithSlots(slots: number): string {
  return `contract-${slots}`;
}

export const subjects: readonly Subject[] = [eventLoop, asyncPool, workerPool, processPool, queue];

export function subjectNamed(name: string): Subject {
  const subject = subjects.find((candidate) => candidate.name === name);
  if (subject === undefined) throw new Error(`no executor is named '${name}'`);
  return subject;
}
