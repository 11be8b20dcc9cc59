/** Traps of piscina's queue, limits and end: naive use falls in, our pool does not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExecutorShutdownError, wait, WorkerPoolExecutor } from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { nextTurn, range } from '../contract/outcome.js';
import { eventually } from '../contract/resources.js';
import { openNaivePool, tasks } from './naive.js';
import { announceLater, hold, threadOf } from './tasks.js';

describe('the order of tasks', () => {
  const labels = range(8).map(String);

  it('is not first in, first out in naive piscina', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks);
    const results = labels.map((label) => pool.run({ port: gate.port, label }, { name: 'hold' }));
    gate.releaseAll();
    await Promise.all(results);
    assert.notDeepEqual(gate.arrivals, labels);
    await pool.destroy();
  });

  it('is first in, first out here', async () => {
    await using gate = await Gate.open();
    await using pool = new WorkerPoolExecutor({ workers: 1 });
    const futures = labels.map((label) => pool.submit(hold, { port: gate.port, label }));
    gate.releaseAll();
    await wait(futures);
    assert.deepEqual(gate.arrivals, labels);
  });
});

describe('closing while tasks run', () => {
  it('kills work in naive piscina', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks, { minThreads: 2, maxThreads: 2 });
    const fast = pool.run({ port: gate.port, label: 'fast' }, { name: 'hold' });
    const slow = pool.run({ port: gate.port, label: 'slow' }, { name: 'hold' });
    const rejected = assert.rejects(slow, /[Tt]erminat/);
    await gate.arrived('fast', 'slow');
    const closing = pool.close();
    gate.release('fast');
    assert.equal(await fast, 'fast');
    await closing;
    await rejected;
  });

  it('waits for all work here', async () => {
    await using gate = await Gate.open();
    const pool = new WorkerPoolExecutor({ workers: 2 });
    const [fast, slow] = ['fast', 'slow'].map((label) =>
      pool.submit(hold, { port: gate.port, label }),
    );
    await gate.arrived('fast', 'slow');
    const closing = pool.shutdown();
    gate.release('fast');
    assert.equal(await fast!.result(), 'fast');
    assert.equal(slow!.state, 'running');
    gate.releaseAll();
    await closing;
    assert.equal(await slow!.result(), 'slow');
  });
});

describe('a pool that has been closed', () => {
  it('still takes tasks in naive piscina', async () => {
    const pool = openNaivePool(tasks);
    await pool.destroy();
    assert.equal(typeof (await pool.run(0, { name: 'threadOf' })), 'number');
    await pool.destroy();
  });

  it('refuses them here', async () => {
    const pool = new WorkerPoolExecutor({ workers: 1 });
    await pool.shutdown();
    assert.throws(() => pool.submit(threadOf), ExecutorShutdownError);
  });
});

describe('the limit of the queue', () => {
  it('does not hold for tasks with a signal in naive piscina', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks, { maxQueue: 2 });
    const { signal } = new AbortController();
    const runs = range(10).map((n) =>
      pool.run({ port: gate.port, label: String(n) }, { name: 'hold', signal }),
    );
    gate.releaseAll();
    const accepted = (await Promise.allSettled(runs)).filter(
      ({ status }) => status === 'fulfilled',
    );
    assert.equal(accepted.length, 10);
    await pool.destroy();
  });

  it('holds for tasks with a signal here', async () => {
    await using gate = await Gate.open();
    await using pool = new WorkerPoolExecutor({ workers: 1 });
    let reads = 0;
    function* inputs() {
      for (const n of range(10)) {
        reads += 1;
        yield { port: gate.port, label: String(n) };
      }
    }
    const { signal } = new AbortController();
    const results = pool.with({ signal }).map(hold, inputs(), { bufferSize: 3 });
    await gate.arrived('0');
    assert.equal(reads, 3);
    gate.releaseAll();
    await results.return!();
  });
});

describe('tasks with a signal that could share a worker', () => {
  it('never do in naive piscina', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks, { minThreads: 1, concurrentTasksPerWorker: 2 });
    const { signal } = new AbortController();
    const runs = ['a', 'b'].map((label) =>
      pool.run({ port: gate.port, label }, { name: 'hold', signal }),
    );
    await gate.arrived('a');
    assert.equal(pool.queueSize, 1);
    gate.releaseAll();
    await Promise.all(runs);
    await pool.destroy();
  });

  it('do here', async () => {
    await using gate = await Gate.open();
    await using pool = new WorkerPoolExecutor({ workers: 1, concurrency: 2 });
    const { signal } = new AbortController();
    const futures = ['a', 'b'].map((label) =>
      pool.with({ signal }).submit(hold, { port: gate.port, label }),
    );
    await gate.arrived('a', 'b');
    gate.releaseAll();
    await wait(futures);
  });
});

describe('the abort of a running task', () => {
  it('costs the thread in naive piscina', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks, { minThreads: 1 });
    const before = await pool.run(0, { name: 'threadOf' });
    const controller = new AbortController();
    const { signal } = controller;
    const running = pool.run({ port: gate.port, label: 'a' }, { name: 'hold', signal });
    await gate.arrived('a');
    controller.abort();
    await assert.rejects(running);
    assert.notEqual(await pool.run(0, { name: 'threadOf' }), before);
    await pool.destroy();
  });

  it('costs only the task here', async () => {
    await using gate = await Gate.open();
    await using pool = new WorkerPoolExecutor({ workers: 1 });
    const before = await pool.submit(threadOf).result();
    const controller = new AbortController();
    const future = pool
      .with({ signal: controller.signal })
      .submit(hold, { port: gate.port, label: 'a' });
    await gate.arrived('a');
    controller.abort();
    gate.releaseAll();
    await assert.rejects(future.result(), { name: 'AbortError' });
    assert.equal(await pool.submit(threadOf).result(), before);
  });
});

describe('an idle thread', () => {
  it('is given up at once in naive piscina', async () => {
    const pool = openNaivePool(tasks, { minThreads: 0 });
    const before = await pool.run(0, { name: 'threadOf' });
    await eventually(
      () => pool.threads.length,
      (threads) => threads === 0,
    );
    assert.notEqual(await pool.run(0, { name: 'threadOf' }), before);
    await pool.destroy();
  });

  it('waits for the next task here', async () => {
    await using pool = new WorkerPoolExecutor({ workers: 1 });
    const before = await pool.submit(threadOf).result();
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    assert.equal(await pool.submit(threadOf).result(), before);
  });

  it('has its loop blocked in naive piscina: what a task left there does not go on', async () => {
    await using gate = await Gate.open();
    const pool = openNaivePool(tasks, { minThreads: 1 });
    await pool.run({ port: gate.port, label: 'late' }, { name: 'announceLater' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(gate.arrivals, []);
    await pool.destroy();
  });

  it('keeps its loop turning here', async () => {
    await using gate = await Gate.open();
    await using pool = new WorkerPoolExecutor({ workers: 1 });
    await pool.submit(announceLater, { port: gate.port, label: 'late' }).result();
    await gate.arrived('late');
    gate.releaseAll();
  });
});
