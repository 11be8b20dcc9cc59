/** `initializer` of the pools. After CPython's test_init.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrokenExecutorError, NotCloneableError, wait } from '../../src/index.js';
import {
  exitInInitializer,
  failToInitialize,
  failToInitializeLater,
  holdInitializer,
  holdThenFailToInitialize,
  initialize,
  initializeLater,
  initializerStatus,
} from '../fixtures/tasks/initializers.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';
import { crashWith } from '../hostile/tasks.js';
import { Gate } from './gate.js';
import { errorOf, range } from './outcome.js';
import type { PoolSubject } from './subjects.js';

export function initializerContract(subject: PoolSubject): void {
  describe(`${subject.name}: initializer`, () => {
    it('runs before the first task of a worker, with initArgs', async () => {
      await using pool = subject.openPool({
        workers: 1,
        initializer: initialize,
        initArgs: [1, { two: new Map([['three', 3n]]) }],
      });
      assert.deepEqual(await pool.submit(initializerStatus).result(), {
        status: [1, { two: new Map([['three', 3n]]) }],
        calls: 1,
      });
    });

    it('runs once a worker, however many tasks it does', async () => {
      await using pool = subject.openPool({ workers: 1, initializer: initialize });
      await wait(range(5).map((n) => pool.submit(square, n)));
      assert.equal((await pool.submit(initializerStatus).result()).calls, 1);
    });

    it('is awaited if it is async', async () => {
      await using pool = subject.openPool({
        workers: 1,
        initializer: initializeLater,
        initArgs: ['ready'],
      });
      assert.equal((await pool.submit(initializerStatus).result()).status, 'ready');
    });

    it('runs in every worker', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 2, initializer: initialize, initArgs: ['x'] });
      const holds = ['a', 'b'].map((label) => pool.submit(hold, gate.port, label));
      await gate.arrived('a', 'b');
      gate.releaseAll();
      await wait(holds);
      for (const future of range(2).map(() => pool.submit(initializerStatus))) {
        assert.deepEqual((await future.result()).status, ['x']);
      }
    });

    it('runs in the worker that takes the place of a lost one', async () => {
      await using pool = subject.openPool({
        workers: 1,
        initializer: initialize,
        initArgs: ['again'],
        onCrash: 'replace',
      });
      await errorOf(pool.submit(crashWith, 1));
      assert.deepEqual((await pool.submit(initializerStatus).result()).status, ['again']);
    });

    it('holds back the tasks until it is through', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({
        workers: 1,
        initializer: holdInitializer,
        initArgs: [gate.port, 'initializer'],
      });
      const future = pool.submit(hold, gate.port, 'task');
      await gate.arrived('initializer');
      assert.deepEqual(gate.arrivals, ['initializer']);
      assert.equal(future.state, 'running');
      gate.releaseAll();
      assert.equal(await future.result(), 'task');
    });

    for (const [how, initializer] of [
      ['throws', failToInitialize],
      ['rejects', failToInitializeLater],
    ] as const) {
      it(`breaks the pool when it ${how}`, async () => {
        const pool = subject.openPool({ workers: 1, initializer });
        const futures = range(3).map(() => pool.submit(initializerStatus));
        const errors = await Promise.all(futures.map(errorOf));
        for (const error of errors) {
          assert.ok(error instanceof BrokenExecutorError);
          assert.ok(error instanceof subject.BrokenError);
        }
        assert.equal(new Set(errors).size, 3);
        assert.match(describeWithCause(errors[0]), /error in initializer/);
        assert.throws(() => pool.submit(square, 1), subject.BrokenError);
        await pool.shutdown();
      });
    }

    it('breaks the pool when it fails, also under onCrash replace', async () => {
      const pool = subject.openPool({
        workers: 1,
        initializer: failToInitialize,
        onCrash: 'replace',
      });
      assert.ok((await errorOf(pool.submit(square, 1))) instanceof BrokenExecutorError);
      assert.throws(() => pool.submit(square, 1), BrokenExecutorError);
      await pool.shutdown();
    });

    it('breaks the pool when it exits the worker', async () => {
      const pool = subject.openPool({ workers: 1, initializer: exitInInitializer });
      const error = await errorOf(pool.submit(square, 1));
      assert.ok(error instanceof subject.BrokenError);
      assert.equal(error.exitCode, 5);
      await pool.shutdown();
    });

    it('that fails leaves a map in progress with the error', async () => {
      await using gate = await Gate.open();
      const pool = subject.openPool({
        workers: 1,
        initializer: holdThenFailToInitialize,
        initArgs: [gate.port, 'initializer'],
      });
      const results = pool.map(square, range(10));
      await gate.arrived('initializer');
      gate.releaseAll();
      await assert.rejects(results.next(), BrokenExecutorError);
      await pool.shutdown();
    });

    it('is refused with arguments that cannot be copied', () => {
      const initArgs = [() => 1];
      assert.throws(
        () => subject.openPool({ workers: 1, initializer: initialize, initArgs }),
        NotCloneableError,
      );
    });

    it('does not run before there is work', async () => {
      await using gate = await Gate.open();
      const pool = subject.openPool({
        workers: 1,
        initializer: holdInitializer,
        initArgs: [gate.port, 'initializer'],
      });
      await pool.shutdown();
      assert.deepEqual(gate.arrivals, []);
    });
  });
}

function describeWithCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${describeWithCause(error.cause)}`;
}
