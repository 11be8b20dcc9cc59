/** Opens the executor that a model names. What an executor needs is loaded when it is opened. */
import type { Executor } from './executor.js';
import { AsyncPoolExecutor } from './async-pool.js';
import { EventLoopExecutor } from './event-loop.js';
import { parseModel } from './model-spec.js';
import { ProcessPoolExecutor } from './process-pool.js';
import { QueueExecutor } from './queue/queue-executor.js';
import type { QueueExecutorOptions } from './queue/queue-executor.js';
import { WorkerPoolExecutor } from './worker-pool.js';

/**
 * Opens an executor: `'event-loop'`, `'async-pool:20'`, `'worker-pool:2x10'`, `'process-pool:cpus'`,
 * `'queue:2'` (on the Redis that REDIS_URL names, with two hosts of its own on this machine).
 *
 * @throws {ModelError} if there is no such model.
 * @throws {QueueUnavailableError} if a queue has no Redis.
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
      return openQueue({ localHosts: workers, concurrency });
  }
}

/**
 * Failing here rather than in each future tells at once what is missing.
 *
 * @throws {QueueUnavailableError} if there is no Redis, or no host.
 */
export async function openQueue(options: QueueExecutorOptions): Promise<QueueExecutor> {
  const executor = new QueueExecutor(options);
  try {
    await executor.ready();
    return executor;
  } catch (error) {
    await executor.shutdown();
    throw error;
  }
}
