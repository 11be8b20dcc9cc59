import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  AsyncPoolExecutor,
  availableCpus,
  EventLoopExecutor,
  NotPortableError,
  openExecutor,
  ProcessPoolExecutor,
  WorkerPoolExecutor,
} from '../../src/index.js';
import { square } from '../fixtures/tasks/plain.js';

const pools = { WorkerPoolExecutor, ProcessPoolExecutor };
const cpus = availableCpus();

describe('the model of an executor', () => {
  for (const [model, open] of [
    ['event-loop', () => new EventLoopExecutor()],
    ['async-pool:3', () => new AsyncPoolExecutor({ concurrency: 3 })],
    [`async-pool:${Math.min(32, cpus + 4)}`, () => new AsyncPoolExecutor()],
    ['worker-pool:2', () => new WorkerPoolExecutor({ workers: 2 })],
    ['worker-pool:2x10', () => new WorkerPoolExecutor({ workers: 2, concurrency: 10 })],
    [`worker-pool:${cpus}`, () => new WorkerPoolExecutor()],
    ['process-pool:2', () => new ProcessPoolExecutor({ workers: 2 })],
    ['process-pool:2x10', () => new ProcessPoolExecutor({ workers: 2, concurrency: 10 })],
    [`process-pool:${cpus}`, () => new ProcessPoolExecutor()],
  ] as const) {
    it(`is ${model}`, async () => {
      await using executor = open();
      assert.equal(executor.model, model);
    });
  }

  for (const [model, Executor] of [
    ['event-loop', EventLoopExecutor],
    ['async-pool:3', AsyncPoolExecutor],
    ['worker-pool:1', WorkerPoolExecutor],
    ['worker-pool:1x2', WorkerPoolExecutor],
    ['process-pool:1', ProcessPoolExecutor],
    ['process-pool:1x2', ProcessPoolExecutor],
  ] as const) {
    it(`${model} opens by its name`, async () => {
      await using executor = await openExecutor(model);
      assert.ok(executor instanceof Executor);
      assert.equal(executor.model, model);
      assert.equal(await executor.submit(square, 3).result(), 9);
    });
  }

  for (const wrong of [
    '',
    'worker',
    'worker-pool:0',
    'worker-pool:-1',
    'async-pool:x',
    'event-loop:2',
  ]) {
    it(`cannot be '${wrong}'`, async () => {
      await assert.rejects(async () => openExecutor(wrong), Error);
    });
  }
});

describe('the number of workers and of tasks at a time', () => {
  for (const count of [0, -1]) {
    it(`cannot be ${count}`, () => {
      assert.throws(() => new AsyncPoolExecutor({ concurrency: count }), RangeError);
      for (const Pool of Object.values(pools)) {
        assert.throws(() => new Pool({ workers: count }), {
          name: 'RangeError',
          message: /workers/,
        });
        assert.throws(() => new Pool({ concurrency: count }), {
          name: 'RangeError',
          message: /concurrency/,
        });
      }
    });
  }

  for (const count of ['2', 1.5, NaN, {}] as number[]) {
    it(`cannot be ${typeof count} ${String(count)}`, () => {
      assert.throws(() => new AsyncPoolExecutor({ concurrency: count }), /concurrency/);
      for (const Pool of Object.values(pools)) {
        assert.throws(() => new Pool({ workers: count }), /workers/);
        assert.throws(() => new Pool({ concurrency: count }), /concurrency/);
      }
    });
  }

  it('a worker may do before it is replaced cannot be below one', () => {
    for (const count of [0, -1]) {
      assert.throws(() => new WorkerPoolExecutor({ maxTasksPerWorker: count }), {
        name: 'RangeError',
        message: /maxTasksPerWorker/,
      });
      assert.throws(() => new ProcessPoolExecutor({ maxTasksPerChild: count }), {
        name: 'RangeError',
        message: /maxTasksPerChild/,
      });
    }
  });
});

describe('other options of the pools', () => {
  for (const [name, Pool] of Object.entries(pools)) {
    it(`${name} refuses an initializer that is no function`, () => {
      assert.throws(() => new Pool({ initializer: 'init' as never }), TypeError);
    });

    it(`${name} refuses arguments of an initializer that are no array`, () => {
      for (const initArgs of ['ab', {}, 5]) {
        assert.throws(() => new Pool({ initArgs: initArgs as never }), TypeError);
      }
    });

    it(`${name} refuses an initializer that cannot be found elsewhere`, () => {
      assert.throws(() => new Pool({ initializer: () => 1 }), NotPortableError);
    });

    it(`${name} refuses an onCrash that it does not know`, () => {
      assert.throws(() => new Pool({ onCrash: 'retry' as 'break' }), {
        name: 'RangeError',
        message: /onCrash/,
      });
    });
  }
});

describe('options of tasks', () => {
  it('are checked when they are given', async () => {
    await using executor = new EventLoopExecutor();
    assert.throws(() => executor.with({ timeout: 'soon' as never }), TypeError);
    assert.throws(() => executor.with({ timeout: NaN }), TypeError);
    assert.throws(() => executor.with({ signal: 'stop' as never }), TypeError);
    assert.throws(() => executor.with({ priority: NaN }), TypeError);
    assert.throws(() => executor.with({ priority: 'high' as never }), TypeError);
    assert.throws(() => executor.with({ onAbort: 'kill' as 'terminate' }), RangeError);
    assert.throws(() => executor.with({ transfer: 'all' as never }), TypeError);
  });

  it('do not change when the object that held them does', async () => {
    await using executor = new EventLoopExecutor();
    const options = { priority: 1 };
    const through = executor.with(options);
    options.priority = NaN;
    assert.equal(await through.submit(square, 2).result(), 4);
  });
});
