/** Tasks in worker threads, each with its own loop and heap. */
import type { ResourceLimits } from 'node:worker_threads';

import { BrokenWorkerPoolError } from '../futures/errors.js';
import { checkCount } from './counts.js';
import { PoolExecutor } from './pool-executor.js';
import type { PoolOptions } from './pool-options.js';
import { openThread } from './thread-link.js';

/** Options of a `WorkerPoolExecutor`. */
export interface WorkerPoolOptions extends PoolOptions {
  /** Tasks after which a worker is replaced. Default: no limit. At least 1. */
  maxTasksPerWorker?: number;
  /** Limits of each thread's heap, as for `new Worker()`; buffers do not count. Default: none. */
  resourceLimits?: ResourceLimits;
}

/** Runs portable functions in worker threads. */
export class WorkerPoolExecutor extends PoolExecutor {
  constructor(options: WorkerPoolOptions = {}) {
    const { maxTasksPerWorker, resourceLimits } = options;
    if (maxTasksPerWorker !== undefined) checkCount('maxTasksPerWorker', maxTasksPerWorker);
    super(
      {
        name: 'worker-pool',
        noun: 'a thread',
        Broken: BrokenWorkerPoolError,
        open: (events) => openThread(resourceLimits, events),
      },
      options,
      maxTasksPerWorker,
    );
  }
}
