/** Two time limits that must not be mixed up: how long a caller waits, how long a task may run. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { TimeoutError, wait } from '../../src/index.js';
import {
  hold,
  holdInputUntilAborted,
  holdUntilAborted,
  returnWhenAborted,
} from '../fixtures/tasks/gated.js';
import { square, throwError } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, errorOf } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function timeoutContract(subject: Subject): void {
  describe(`${subject.name}: time limits of a caller`, () => {
    const shared = shareExecutor(subject);

    for (const timeout of [0, -1, 3]) {
      it(`give up on a running task with timeout ${timeout}; it goes on`, async () => {
        await using gate = await Gate.open();
        const future = shared().submit(hold, gate.port, 'a');
        await assert.rejects(future.result({ timeout }), TimeoutError);
        await assert.rejects(future.exception({ timeout }), TimeoutError);
        assert.equal(future.state, 'running');
        gate.releaseAll();
        assert.equal(await future.result(), 'a');
      });

      it(`give up on a pending task with timeout ${timeout}; it keeps its place`, async () => {
        await using gate = await Gate.open();
        const first = shared().submit(hold, gate.port, 'first');
        const second = shared().submit(square, 3);
        await assert.rejects(second.result({ timeout }), { name: 'TimeoutError' });
        assert.equal(second.state, 'pending');
        gate.releaseAll();
        await first.result();
        assert.equal(await second.result(), 9);
      });
    }

    it('do not matter once the task has finished', async () => {
      const future = shared().submit(square, 3);
      await future.result();
      assert.equal(await future.result({ timeout: 0 }), 9);
      assert.equal(await future.exception({ timeout: 0 }), undefined);
      assert.equal(await future.result({ timeout: -1 }), 9);
    });

    it('let the error of the task through', async () => {
      const future = shared().submit(throwError, 'mine');
      await assert.rejects(future.result({ timeout: 60_000 }), { message: 'mine' });
    });

    it('beyond the reach of timers do not fire at once', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const waiting = future.result({ timeout: 2 ** 31 });
      await gate.arrived('a');
      gate.releaseAll();
      assert.equal(await waiting, 'a');
    });

    it('leave no timer behind when the task ends first', async () => {
      const timers = (): number =>
        process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
      await shared().submit(square, 2).result();
      const before = timers();
      const future = shared().submit(square, 3);
      await future.result({ timeout: 600_000 });
      await wait([future], { timeout: 600_000 });
      assert.equal(timers(), before);
    });

    it('leave no listener behind when the task ends first', async () => {
      const { signal } = new AbortController();
      await shared().submit(square, 3).result({ signal });
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });

    it('end a waiting by a signal, not the task', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const controller = new AbortController();
      const waiting = future.result({ signal: controller.signal });
      controller.abort('any value');
      await assert.rejects(waiting, (reason) => reason === 'any value');
      assert.equal(future.state, 'running');
      gate.releaseAll();
      assert.equal(await future.result(), 'a');
    });

    it('reject at once with a signal that has aborted before', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const reason = new Error('before');
      await assert.rejects(
        future.result({ signal: AbortSignal.abort(reason) }),
        (error) => error === reason,
      );
      gate.releaseAll();
      await future.result();
    });
  });

  describe(`${subject.name}: time limit of a task`, () => {
    const shared = shareExecutor(subject);

    it('ends a task that heeds its signal with TimeoutError', async () => {
      await using gate = await Gate.open();
      gate.release('a aborted');
      const future = shared().with({ timeout: 20 }).submit(holdUntilAborted, gate.port, 'a');
      const error = await errorOf(future);
      assert.ok(error instanceof TimeoutError);
      assert.equal(future.state, 'finished');
      assert.equal(future.cancelled(), false);
    });

    it('stands even if the aborted task returns a value', async () => {
      await using gate = await Gate.open();
      const future = shared().with({ timeout: 5 }).submit(returnWhenAborted, gate.port, 'a');
      assert.ok((await errorOf(future)) instanceof TimeoutError);
    });

    it('ends the future of a task that ignores its signal; the slot stays taken', async () => {
      await using gate = await Gate.open();
      await shared().submit(square, 2).result();
      // A task that is stopped before it has begun is not called: a crowded machine needs the second.
      const limited = shared().with({ timeout: 1_000 }).submit(hold, gate.port, 'a');
      const next = shared().submit(hold, gate.port, 'next');
      assert.ok((await errorOf(limited)) instanceof TimeoutError);
      assert.equal(next.state, 'pending');
      assert.deepEqual(gate.held, ['a']);
      gate.releaseAll();
      assert.equal(await next.result(), 'next');
    });

    it('does not count the time in the queue', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().with({ timeout: 1 }).submit(square, 3);
      await gate.arrived('first');
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(second.state, 'pending');
      second.cancel();
      gate.releaseAll();
      await first.result();
    });

    it('leaves a task alone that ends in time, and no timer behind', async () => {
      const timers = (): number =>
        process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
      await shared().submit(square, 2).result();
      const before = timers();
      assert.equal(await shared().with({ timeout: 600_000 }).submit(square, 3).result(), 9);
      assert.equal(timers(), before);
    });

    it('lets the error of a task through that fails in time', async () => {
      const future = shared().with({ timeout: 600_000 }).submit(throwError, 'mine');
      await assert.rejects(future.result(), { message: 'mine' });
    });

    it('beyond the reach of timers does not fire at once', async () => {
      assert.equal(
        await shared()
          .with({ timeout: 2 ** 40 })
          .submit(square, 3)
          .result(),
        9,
      );
      assert.equal(await shared().with({ timeout: Infinity }).submit(square, 3).result(), 9);
    });

    it('holds for each task of a map by itself', async () => {
      const limited = shared().with({ timeout: 600_000 });
      assert.deepEqual(await collect(limited.map(square, [1, 2, 3])), [1, 4, 9]);
    });

    it('ends a map at the task that took too long', async () => {
      await using gate = await Gate.open();
      const inputs = ['a', 'b'].map((label) => ({ port: gate.port, label }));
      const results = shared().with({ timeout: 5 }).map(holdInputUntilAborted, inputs);
      await assert.rejects(results.next(), TimeoutError);
    });

    it('does not touch the executor: the next task runs', async () => {
      await using gate = await Gate.open();
      await errorOf(shared().with({ timeout: 2 }).submit(returnWhenAborted, gate.port, 'a'));
      assert.equal(await shared().submit(square, 3).result(), 9);
    });

    it('belongs to what was submitted through it only', async () => {
      await using gate = await Gate.open();
      shared().with({ timeout: 1 });
      const future = shared().submit(hold, gate.port, 'free');
      await gate.arrived('free');
      await new Promise((resolve) => setTimeout(resolve, 10));
      gate.releaseAll();
      assert.equal(await future.result(), 'free');
    });
  });
}
