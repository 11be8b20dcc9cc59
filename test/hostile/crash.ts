/** A worker is lost and the pool breaks, as CPython's does. After its test_deadlock.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrokenExecutorError, wait, type Future } from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { errorOf, range } from '../contract/outcome.js';
import type { PoolSubject } from '../contract/subjects.js';
import { hold } from '../fixtures/tasks/gated.js';
import { identity, square } from '../fixtures/tasks/plain.js';
import {
  crashWith,
  holdOrCrash,
  holdThenCrash,
  leaveRejectionUnhandled,
  throwInTimer,
} from './tasks.js';

export function crashContract(subject: PoolSubject): void {
  describe(`${subject.name}: a crash breaks the pool`, () => {
    for (const exitCode of [0, 1, 7]) {
      it(`when a task exits with ${exitCode}, and the error says so`, async () => {
        const pool = subject.open();
        const error = await errorOf(pool.submit(crashWith, exitCode));
        assert.ok(error instanceof subject.BrokenError);
        assert.ok(error instanceof BrokenExecutorError);
        assert.equal(error.name, subject.BrokenError.name);
        assert.equal(error.exitCode, exitCode);
        assert.equal(error.signal, null);
        assert.match(error.message, new RegExp(`terminated abruptly with exit code ${exitCode}`));
        await pool.shutdown();
      });
    }

    it('and each pending future has an error of its own', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const running = pool.submit(holdThenCrash, gate.port, 'running', 1);
      const pending = range(5).map((n) => pool.submit(square, n));
      gate.releaseAll();
      const errors = await Promise.all([running, ...pending].map((future) => errorOf(future)));
      for (const error of errors) assert.ok(error instanceof subject.BrokenError);
      assert.equal(new Set(errors).size, 6);
      await pool.shutdown();
    });

    it('and submit, map and with() refuse from then on', async () => {
      const pool = subject.open();
      await errorOf(pool.submit(crashWith, 1));
      assert.throws(() => pool.submit(square, 2), subject.BrokenError);
      assert.throws(() => pool.map(square, [2]), subject.BrokenError);
      assert.throws(() => pool.with({ priority: 1 }).submit(square, 2), subject.BrokenError);
      await pool.shutdown();
    });

    it('and submit still names the break after shutdown', async () => {
      const pool = subject.open();
      await errorOf(pool.submit(crashWith, 1));
      await pool.shutdown();
      assert.throws(() => pool.submit(square, 2), subject.BrokenError);
    });

    it('and the tasks on other workers fail too, which are ended', async () => {
      await using gate = await Gate.open();
      const pool = subject.open(2);
      const beside = pool.submit(hold, gate.port, 'beside');
      await gate.arrived('beside');
      const crashing = pool.submit(crashWith, 3);
      for (const error of [await errorOf(beside), await errorOf(crashing)]) {
        assert.ok(error instanceof subject.BrokenError);
      }
      await gate.isEmpty();
      await pool.shutdown();
      assert.equal(pool.stats().workers, 0);
    });

    it('and what was done before keeps its result', async () => {
      const pool = subject.open();
      const before = pool.submit(square, 3);
      await before.result();
      await errorOf(pool.submit(crashWith, 1));
      assert.equal(await before.result(), 9);
      await pool.shutdown();
    });

    it('and all counts are right', async () => {
      const pool = subject.open();
      const futures: Future<unknown>[] = [pool.submit(crashWith, 1)];
      futures.push(...range(4).map((n) => pool.submit(square, n)));
      await wait(futures);
      await pool.shutdown();
      assert.deepEqual(pool.stats(), { workers: 0, pending: 0, running: 0, finished: 5 });
    });

    it('and a shutdown that already waits comes to its end', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const crashing = pool.submit(holdThenCrash, gate.port, 'crashing', 1);
      const pending = pool.submit(square, 2);
      const closing = pool.shutdown();
      gate.releaseAll();
      await closing;
      assert.ok((await errorOf(crashing)) instanceof subject.BrokenError);
      assert.ok((await errorOf(pending)) instanceof subject.BrokenError);
    });

    it('and callbacks that cancel other futures do not disturb it', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const crashing = pool.submit(holdThenCrash, gate.port, 'crashing', 1);
      const pending = range(6).map((n) => pool.submit(square, n));
      pending[1]!.addDoneCallback(() => {
        pending[2]!.cancel();
        pending[4]!.cancel();
      });
      gate.releaseAll();
      await wait<unknown>([crashing, ...pending]);
      assert.ok(pending.every((future) => future.done()));
      await pool.shutdown();
    });

    it('and a callback that submits gets the error', async () => {
      const pool = subject.open();
      const thrown = new Promise((resolve) => {
        pool.submit(crashWith, 1).addDoneCallback(() => {
          try {
            pool.submit(square, 1);
            resolve('no error');
          } catch (error) {
            resolve(error);
          }
        });
      });
      assert.ok((await thrown) instanceof subject.BrokenError);
      await pool.shutdown();
    });

    it('and a map rejects after the results that came before', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const inputs = range(5).map((n) => ({
        port: gate.port,
        label: String(n),
        ...(n === 2 ? { exitCode: 1 } : {}),
      }));
      const results = pool.map(holdOrCrash, inputs, { chunkSize: 5 });
      gate.release('0', '1');
      assert.equal((await results.next()).value, '0');
      assert.equal((await results.next()).value, '1');
      gate.releaseAll();
      await assert.rejects(results.next(), subject.BrokenError);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      await pool.shutdown();
    });

    it('and large arguments on their way do not hang it', async () => {
      const pool = subject.open(2);
      const large = 'a'.repeat(2 ** 20);
      const crashing = pool.submit(crashWith, 1);
      const futures = range(10).map(() => pool.submit(identity, large));
      await wait<unknown>([crashing, ...futures]);
      assert.ok((await errorOf(crashing)) instanceof subject.BrokenError);
      await pool.shutdown();
    });

    for (const [name, task] of [
      ['rejects a promise that nobody handles', leaveRejectionUnhandled],
      ['throws in a timer', throwInTimer],
    ] as const) {
      it(`when a task ${name}`, async () => {
        const pool = subject.open();
        const error = await errorOf(pool.submit(task, 'detached failure'));
        assert.ok(error instanceof subject.BrokenError);
        await pool.shutdown();
      });
    }

    it('and terminateWorkers and killWorkers have nothing left to do', async () => {
      const pool = subject.open();
      await errorOf(pool.submit(crashWith, 1));
      await pool.terminateWorkers();
      await pool.killWorkers();
      await pool.shutdown();
    });

    it('and the other pools of the process live on', async () => {
      await using other = subject.open();
      const pool = subject.open();
      await errorOf(pool.submit(crashWith, 1));
      assert.equal(await other.submit(square, 3).result(), 9);
      await pool.shutdown();
    });
  });
}
