/** Opens the executor that a model names. What an executor needs is loaded when it is opened. */
import type { Executor } from './executor.js';
import { AsyncPoolExecutor } from './async-pool.js';
import { EventLoopExecutor } from './event-loop.js';
import { parseModel } from './model-spec.js';

/**
 * Opens an executor: `'event-loop'`, `'async-pool:20'`, `'worker-pool:2x10'`, `'process-pool:cpus'`.
 *
 * @throws {ModelError} if there is no such model.
 */
export async function openExecutor(model: string): Promise<Executor> {
  const { name, concurrency } = parseModel(model);
  switch (name) {
    case 'event-loop':
      return new EventLoopExecutor();
    case 'async-pool':
      return new AsyncPoolExecutor({ concurrency });
    case 'worker-pool':
    case 'process-pool':
    case 'queue':
      throw new Error(`${name} is still to come`);
  }
}
