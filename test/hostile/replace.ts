/** `onCrash: 'replace'`: a lost worker takes only its own tasks with it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrokenExecutorError, wait, WorkerLostError, type Future } from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { collect, collectUntilError, errorOf, range } from '../contract/outcome.js';
import type { PoolSubject } from '../contract/subjects.js';
import { hold } from '../fixtures/tasks/gated.js';
import { workerName } from '../fixtures/tasks/lanes.js';
import { square } from '../fixtures/tasks/plain.js';
import {
  crashWith,
  exitLater,
  holdOrCrash,
  holdThenCrash,
  leaveRejectionUnhandled,
  throwInTimer,
} from './tasks.js';

export function replaceContract(subject: PoolSubject): void {
  const open = (workers = 1, concurrency = 1) =>
    subject.openPool({ workers, concurrency, onCrash: 'replace' });

  describe(`${subject.name}: onCrash replace`, () => {
    for (const exitCode of [0, 1, 7]) {
      it(`fails only the task that exits with ${exitCode}`, async () => {
        await using pool = open();
        const before = pool.submit(square, 2);
        const crashing = pool.submit(crashWith, exitCode);
        const after = pool.submit(square, 3);
        const error = await errorOf(crashing);
        assert.ok(error instanceof WorkerLostError);
        assert.ok(error instanceof BrokenExecutorError);
        assert.equal(error.exitCode, exitCode);
        assert.deepEqual([await before.result(), await after.result()], [4, 9]);
      });
    }

    it('starts a new worker for what comes', async () => {
      await using pool = open();
      const name = await pool.submit(workerName).result();
      await errorOf(pool.submit(crashWith, 1));
      assert.notEqual(await pool.submit(workerName).result(), name);
    });

    it('never runs a task twice', async () => {
      await using gate = await Gate.open();
      await using pool = open();
      gate.releaseAll();
      await errorOf(pool.submit(holdThenCrash, gate.port, 'crashing', 1));
      assert.equal(await pool.submit(hold, gate.port, 'next').result(), 'next');
      assert.deepEqual(gate.arrivals, ['crashing', 'next']);
    });

    it('leaves tasks on other workers alone', async () => {
      await using gate = await Gate.open();
      await using pool = open(2);
      const beside = pool.submit(hold, gate.port, 'beside');
      await gate.arrived('beside');
      await errorOf(pool.submit(crashWith, 1));
      assert.equal(beside.state, 'running');
      gate.releaseAll();
      assert.equal(await beside.result(), 'beside');
    });

    it('fails all tasks in flight on the lost worker, each with its own error', async () => {
      await using gate = await Gate.open();
      await using pool = open(1, 3);
      const holding = ['a', 'b'].map((label) => pool.submit(hold, gate.port, label));
      await gate.arrived('a', 'b');
      const crashing = pool.submit(crashWith, 4);
      const pending = pool.submit(square, 5);
      const errors = await Promise.all([...holding, crashing].map((future) => errorOf(future)));
      for (const error of errors) assert.ok(error instanceof WorkerLostError);
      assert.equal(new Set(errors).size, 3);
      assert.equal(await pending.result(), 25);
    });

    it('keeps the results of a map from before the crash', async () => {
      await using gate = await Gate.open();
      await using pool = open();
      const inputs = range(3).map((n) => ({
        port: gate.port,
        label: String(n),
        ...(n === 2 ? { exitCode: 1 } : {}),
      }));
      gate.releaseAll();
      const { collected, error } = await collectUntilError(() =>
        pool.map(holdOrCrash, inputs, { chunkSize: 1 }),
      );
      assert.deepEqual(collected, ['0', '1']);
      assert.ok(error instanceof WorkerLostError);
      assert.equal(await pool.submit(square, 6).result(), 36);
    });

    it('stands many crashes in a row', async () => {
      await using pool = open();
      const futures: Future<number>[] = range(6).map((n) =>
        n % 2 === 0 ? pool.submit(square, n) : pool.submit(crashWith, n),
      );
      await wait(futures);
      for (const [n, future] of futures.entries()) {
        if (n % 2 === 0) assert.equal(await future.result(), n * n);
        else assert.equal(((await errorOf(future)) as WorkerLostError).exitCode, n);
      }
    });

    for (const [name, task] of [
      ['rejects a promise that nobody handles', leaveRejectionUnhandled],
      ['throws in a timer', throwInTimer],
    ] as const) {
      it(`goes on after a task that ${name}`, async () => {
        await using pool = open();
        assert.ok((await errorOf(pool.submit(task, 'detached'))) instanceof WorkerLostError);
        assert.equal(await pool.submit(square, 7).result(), 49);
      });
    }

    it('goes on when a worker exits after its task, at most losing the next one', async () => {
      await using pool = open();
      assert.equal(await pool.submit(exitLater, 2).result(), 'returned in time');
      const next = pool.submit(square, 3);
      await wait([next]);
      const snapshot = next.snapshot();
      if ('error' in snapshot) assert.ok(snapshot.error instanceof WorkerLostError);
      else assert.equal(await next.result(), 9);
    });

    it('does not hang a shutdown that already waits', async () => {
      await using gate = await Gate.open();
      const pool = open();
      const crashing = pool.submit(holdThenCrash, gate.port, 'crashing', 1);
      const after = pool.submit(square, 3);
      const closing = pool.shutdown();
      gate.releaseAll();
      await closing;
      assert.ok((await errorOf(crashing)) instanceof WorkerLostError);
      assert.equal(await after.result(), 9);
    });

    it('gives a whole map after crashes', async () => {
      await using pool = open(2);
      const crashing = range(3).map(() => pool.submit(crashWith, 1));
      for (const future of crashing) assert.ok((await errorOf(future)) instanceof WorkerLostError);
      assert.deepEqual(
        await collect(pool.map(square, range(20))),
        range(20).map((n) => n * n),
      );
    });
  });
}
