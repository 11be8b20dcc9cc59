/** The options that the pools of threads and of processes have in common, and their check. */
import { availableCpus } from './available-cpus.js';
import { checkCount } from './counts.js';
import { addressOf } from './portable.js';
import { notCloneable } from './remote/envelope.js';
import type { StartMessage } from './remote/messages.js';
import type { Callable } from './work.js';

/** What becomes of the pool when a worker is lost. */
export type OnCrash = 'break' | 'replace';

/** Options that the pools of threads and of processes share. */
export interface PoolOptions {
  /** Most workers; they are started on demand. Default: the available CPUs. At least 1. */
  workers?: number;
  /** Tasks in flight on each worker. Default 1. At least 1. */
  concurrency?: number;
  /** The number that the lanes of its tasks begin with. Default 0. */
  firstLane?: number;
  /** A portable function that each worker calls before its first task. If it fails, the pool breaks. */
  initializer?: Callable;
  /** Its arguments. Default: none. */
  initArgs?: unknown[];
  /**
   * What a worker's crash does: `'break'` fails all that is pending or running and takes no more, as
   * in CPython; `'replace'` fails what was in flight on that worker. Default `'break'`.
   */
  onCrash?: OnCrash;
}

export interface PoolSettings {
  workers: number;
  concurrency: number;
  onCrash: OnCrash;
  /** What each worker is told first. */
  start: StartMessage;
}

/** @throws {TypeError} or {RangeError} naming the option that is wrong. */
export function settlePoolOptions(options: PoolOptions): PoolSettings {
  const { workers = availableCpus(), concurrency = 1, onCrash = 'break' } = options;
  checkCount('workers', workers);
  checkCount('concurrency', concurrency);
  if (onCrash !== 'break' && onCrash !== 'replace') {
    throw new RangeError(`onCrash: expected 'break' or 'replace', received '${String(onCrash)}'`);
  }
  return { workers, concurrency, onCrash, start: startMessage(options, concurrency) };
}

function startMessage(options: PoolOptions, concurrency: number): StartMessage {
  const { firstLane = 0, initializer, initArgs = [] } = options;
  if (initializer !== undefined && typeof initializer !== 'function') {
    throw new TypeError(`initializer: expected a function, received ${typeof initializer}`);
  }
  if (!Array.isArray(initArgs)) {
    throw new TypeError(`initArgs: expected an array, received ${typeof initArgs}`);
  }
  try {
    structuredClone(initArgs);
  } catch (error) {
    throw notCloneable('initArgs', error);
  }
  const address = initializer && addressOf(initializer);
  return { kind: 'start', firstLane, concurrency, initializer: address, initArgs };
}
