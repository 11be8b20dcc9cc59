/** What only threads suffer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrokenWorkerPoolError, WorkerLostError, WorkerPoolExecutor } from '../../src/index.js';
import { errorOf } from '../contract/outcome.js';
import { makeBytes } from '../fixtures/tasks/buffers.js';
import { square } from '../fixtures/tasks/plain.js';
import { exhaustHeap } from './tasks.js';

const resourceLimits = { maxOldGenerationSizeMb: 32 };

describe('WorkerPoolExecutor: a thread out of memory', () => {
  it('breaks the pool', async () => {
    const pool = new WorkerPoolExecutor({ workers: 1, resourceLimits });
    const error = await errorOf(pool.submit(exhaustHeap));
    assert.ok(error instanceof BrokenWorkerPoolError);
    assert.match(`${error.message} ${String(error.cause)}`, /memory/i);
    await pool.shutdown();
  });

  it('is replaced under onCrash replace', async () => {
    await using pool = new WorkerPoolExecutor({
      workers: 1,
      resourceLimits,
      onCrash: 'replace',
    });
    assert.ok((await errorOf(pool.submit(exhaustHeap))) instanceof WorkerLostError);
    assert.equal(await pool.submit(square, 3).result(), 9);
  });

  it('is not one that holds large buffers, which are no part of the heap', async () => {
    await using pool = new WorkerPoolExecutor({ workers: 1, resourceLimits });
    const bytes = await pool.submit(makeBytes, 64 * 2 ** 20).result();
    assert.equal(bytes.byteLength, 64 * 2 ** 20);
  });
});
