/** What users load: the root, the task entry and the far side, which are bundles of their own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  AsyncPoolExecutor,
  NotCloneableError,
  ProcessPoolExecutor,
  WorkerPoolExecutor,
  type Executor,
} from 'loop-or-pool';
import { WorkerPoolExecutor as CompiledWorkerPoolExecutor } from '../../src/index.js';
import { lanes, moduleUrl, refuse } from './tasks.js';

const opened: Record<string, () => Executor> = {
  'async pool': () => new AsyncPoolExecutor({ concurrency: 1 }),
  'worker pool': () => new WorkerPoolExecutor({ workers: 1 }),
  'worker pool with two slots': () => new WorkerPoolExecutor({ workers: 1, concurrency: 2 }),
  'process pool': () => new ProcessPoolExecutor({ workers: 1 }),
};

describe('the entries of the package', () => {
  it('share what is marked as portable', () => {
    const executor = new CompiledWorkerPoolExecutor({ workers: 1 });
    assert.doesNotThrow(() => executor.submit(moduleUrl).cancel());
    return executor.shutdown();
  });

  for (const [name, open] of Object.entries(opened)) {
    it(`know the same current task in the ${name}`, async () => {
      await using executor = open();
      assert.deepEqual(await executor.submit(lanes).result(), [0, 0, 0, 0]);
    });

    it(`have the same error classes in the ${name}`, async () => {
      await using executor = open();
      const error = await executor.submit(refuse).exception();
      assert.ok(error instanceof NotCloneableError);
      assert.equal(error.message, 'refused');
    });
  }
});
