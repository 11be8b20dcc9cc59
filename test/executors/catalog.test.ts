import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  AsyncPoolExecutor,
  EventLoopExecutor,
  openExecutor,
  ProcessPoolExecutor,
  WorkerPoolExecutor,
} from '../../src/index.js';

describe('openExecutor', () => {
  const models = [
    ['event-loop', EventLoopExecutor],
    ['async-pool:20', AsyncPoolExecutor],
    ['worker-pool:2', WorkerPoolExecutor],
    ['worker-pool:2x10', WorkerPoolExecutor],
    ['process-pool:2x10', ProcessPoolExecutor],
  ] as const;
  for (const [model, Executor] of models) {
    it(`opens ${model}, which calls itself that and starts nothing yet`, async () => {
      await using executor = await openExecutor(model);
      assert.ok(executor instanceof Executor);
      assert.equal(executor.model, model);
      assert.deepEqual(
        { ...executor.stats(), workers: 0 },
        { workers: 0, pending: 0, running: 0, finished: 0 },
      );
    });
  }

  it('rejects a model that cannot be read', async () => {
    await assert.rejects(openExecutor('worker-pool:none'), { name: 'ModelError' });
  });
});
