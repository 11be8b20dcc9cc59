/** Opens the executor of a cell, and reads what it costs before it has anything to do. */
import { openExecutor, openQueue } from '../executors/catalog.js';
import type { Executor } from '../executors/executor.js';
import { WorkFailure } from '../workload/work-failure.js';
import type { OpenCell } from './cell-requests.js';
import { monotonicMs } from './clock.js';
import { residentBytes } from './process-tree.js';
import { idleTask } from './timed-task.js';

export interface OpenModel extends OpenCell {
  executor: Executor;
  /** From opening the executor to the result of a first trivial task. */
  startupMs: number;
  /** Resolves with the resident bytes of the process tree when every worker is up and idle. */
  startAllWorkers(): Promise<number>;
}

/** @throws {WorkFailure} `unavailable` if the executor cannot be opened. */
export async function openModel(cell: OpenCell): Promise<OpenModel> {
  const startMs = monotonicMs();
  const executor = await openExecutorOf(cell).catch((error: unknown) => {
    throw WorkFailure.from('unavailable', error);
  });
  await executor.submit(idleTask).result();
  return {
    ...cell,
    executor,
    startupMs: monotonicMs() - startMs,
    async startAllWorkers() {
      // Executors start a worker when a task finds none idle.
      const tasks = Array.from({ length: cell.workers }, () => executor.submit(idleTask).result());
      await Promise.all(tasks);
      return residentBytes();
    },
  };
}

async function openExecutorOf({ model, workers, concurrency, queue }: OpenCell): Promise<Executor> {
  switch (queue?.kind) {
    case undefined:
      return openExecutor(model);
    case 'none':
      throw new WorkFailure('unavailable', queue.reason);
    case 'own-hosts':
      return openQueue({ connection: queue.connection, localHosts: workers, concurrency });
    case 'their-hosts': {
      const { connection, queue: name } = queue;
      return openQueue({ connection, queue: name, inFlight: workers * concurrency });
    }
  }
}
