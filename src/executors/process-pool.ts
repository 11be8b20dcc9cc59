/** Tasks in child processes, each with an address space of its own. */
import { BrokenProcessPoolError } from '../futures/errors.js';
import { checkCount } from './counts.js';
import { PoolExecutor } from './pool-executor.js';
import type { PoolOptions } from './pool-options.js';
import { openProcess } from './process-link.js';

/** Options of a `ProcessPoolExecutor`. */
export interface ProcessPoolOptions extends PoolOptions {
  /** Tasks after which a child is replaced. Default: no limit. At least 1. */
  maxTasksPerChild?: number;
}

/** Runs portable functions in child processes. */
export class ProcessPoolExecutor extends PoolExecutor {
  constructor(options: ProcessPoolOptions = {}) {
    const { maxTasksPerChild } = options;
    if (maxTasksPerChild !== undefined) checkCount('maxTasksPerChild', maxTasksPerChild);
    super(
      {
        name: 'process-pool',
        noun: 'a process',
        Broken: BrokenProcessPoolError,
        open: openProcess,
      },
      options,
      maxTasksPerChild,
    );
  }
}
