/** Opens the executor that a model names. What an executor needs is loaded when it is opened. */
import type { Executor } from './executor.js';
import { AsyncPoolExecutor } from './async-pool.js';
import { EventLoopExecutor } from './event-loop.js';
import { parseModel } from './model-spec.js';
import { ProcessPoolExecutor } from './process-pool.js';
import { WorkerPoolExecutor } from './worker-pool.js';

/**
 * Opens an executor: `'event-loop'`, `'async-pool:20'`, `'worker-pool:2x10'`, `'process-pool:cpus'`.
 *
 * @throws {ModelError} if there is no such model.
 */
export async function openExecutor(model: string): Promise<Executor> {
  const { name, workers, concurrency } = parseModel(model);
  switch (name) {
    case 'event-loop':
      return new EventLoopExecutor();
    case 'async-pool':
      return new AsyncPoolExecutor({ concurrency });
    case 'worker-pool':
      return new WorkerPoolExecutor({ workers, concurrency });
    case 'process-pool':
      return new ProcessPoolExecutor({ workers, concurrency });
    case 'queue':
      throw new Error(`${name} is still to come`);
  }
}
