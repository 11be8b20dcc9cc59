/** `with({ signal })`: what an abort does to pending, running and finished tasks. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { CancelledError, wait } from '../../src/index.js';
import {
  hold,
  holdInput,
  holdUntilAborted,
  returnWhenAborted,
  signalState,
  waitForAbortEvent,
} from '../fixtures/tasks/gated.js';
import { square, throwError } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, errorOf, nextTurn, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function abortSignalContract(subject: Subject): void {
  describe(`${subject.name}: abort by signal`, () => {
    const shared = shareExecutor(subject);

    it('cancels a pending task: it never runs', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().with({ signal: controller.signal }).submit(hold, gate.port, 'second');
      controller.abort();
      assert.equal(second.state, 'cancelled');
      await assert.rejects(second.result(), CancelledError);
      gate.releaseAll();
      await first.result();
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, ['first']);
    });

    it('cancels a task at once whose signal has aborted before', async () => {
      await using gate = await Gate.open();
      const future = shared()
        .with({ signal: AbortSignal.abort() })
        .submit(hold, gate.port, 'never');
      await assert.rejects(future.result(), CancelledError);
      assert.equal(future.state, 'cancelled');
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, []);
    });

    it('reaches a running task through currentTask().signal', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const future = shared()
        .with({ signal: controller.signal })
        .submit(holdUntilAborted, gate.port, 'a');
      await gate.arrived('a');
      assert.equal(future.state, 'running');
      controller.abort();
      await gate.arrived('a aborted');
      assert.equal(future.state, 'running');
      gate.releaseAll();
      const error = await errorOf(future);
      assert.equal((error as Error).name, 'AbortError');
      assert.equal(future.state, 'finished');
      assert.equal(future.cancelled(), false);
    });

    it('ends a task that has a slot but has not begun', async () => {
      const controller = new AbortController();
      const future = shared().with({ signal: controller.signal }).submit(waitForAbortEvent);
      assert.equal(future.state, 'running');
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
      assert.equal(future.cancelled(), false);
    });

    it('ends a task with AbortError whatever the reason was', async () => {
      for (const reason of ['a string', new TypeError('custom'), undefined]) {
        await using gate = await Gate.open();
        const controller = new AbortController();
        const future = shared()
          .with({ signal: controller.signal })
          .submit(returnWhenAborted, gate.port, 'a');
        await gate.arrived('a');
        controller.abort(reason);
        assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
      }
    });

    it('ends a task with AbortError though it returned a value', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const future = shared()
        .with({ signal: controller.signal })
        .submit(returnWhenAborted, gate.port, 'a');
      await gate.arrived('a');
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
    });

    it('waits for a task that ignores it, and keeps its slot until then', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const deaf = shared().with({ signal: controller.signal }).submit(hold, gate.port, 'deaf');
      const next = shared().submit(hold, gate.port, 'next');
      await gate.arrived('deaf');
      controller.abort();
      await nextTurn();
      assert.deepEqual([deaf.state, next.state], ['running', 'pending']);
      gate.releaseAll();
      assert.equal(((await errorOf(deaf)) as Error).name, 'AbortError');
      assert.equal(await next.result(), 'next');
    });

    it('does nothing to a finished task', async () => {
      const controller = new AbortController();
      const future = shared().with({ signal: controller.signal }).submit(square, 3);
      await future.result();
      controller.abort();
      assert.equal(await future.result(), 9);
      assert.equal(future.state, 'finished');
    });

    it('leaves no listener on the signal after success, failure or cancellation', async () => {
      await using gate = await Gate.open();
      const { signal } = new AbortController();
      const through = shared().with({ signal });
      await through.submit(square, 3).result();
      await errorOf(through.submit(throwError, 'x'));
      const first = through.submit(hold, gate.port, 'first');
      through.submit(square, 1).cancel();
      gate.releaseAll();
      await first.result();
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });

    it('stops everything that was submitted with the same signal', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const through = shared().with({ signal: controller.signal });
      const running = through.submit(returnWhenAborted, gate.port, 'a');
      const pending = range(20).map((n) => through.submit(square, n));
      await gate.arrived('a');
      controller.abort();
      assert.ok(pending.every((future) => future.cancelled()));
      assert.equal(((await errorOf(running)) as Error).name, 'AbortError');
    });

    it('does not warn of a leak when many tasks share a signal', async () => {
      const warnings: Error[] = [];
      const listen = (warning: Error): number => warnings.push(warning);
      process.on('warning', listen);
      const { signal } = new AbortController();
      const through = shared().with({ signal });
      const futures = range(30).map((n) => through.submit(square, n));
      const singly = range(30).map((n) => shared().with({ signal }).submit(square, n));
      const results = singly.map((future) => future.result({ signal }));
      await Promise.all([wait(futures), ...results]);
      await nextTurn();
      process.off('warning', listen);
      assert.deepEqual(warnings, []);
    });

    it('leaves tasks alone that were submitted without it', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const through = shared().with({ signal: controller.signal });
      const first = shared().submit(hold, gate.port, 'first');
      const mine = through.submit(square, 1);
      const other = shared().submit(square, 2);
      controller.abort();
      gate.releaseAll();
      await first.result();
      assert.equal(mine.cancelled(), true);
      assert.equal(await other.result(), 4);
    });

    it('cancels what map has pending, and map rejects', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const inputs = ['a', 'b', 'c'].map((label) => ({ port: gate.port, label }));
      const results = shared().with({ signal: controller.signal }).map(holdInput, inputs);
      await gate.arrived('a');
      const collecting = collect(results);
      const rejected = assert.rejects(collecting);
      controller.abort();
      gate.releaseAll();
      await rejected;
      await shared().submit(square, 1).result();
      assert.ok(!gate.arrivals.includes('c'), gate.arrivals.join());
    });

    it('is not mistaken for the signal of a waiting', async () => {
      await using gate = await Gate.open();
      const [task, waiting] = [new AbortController(), new AbortController()];
      const future = shared().with({ signal: task.signal }).submit(hold, gate.port, 'a');
      const result = future.result({ signal: waiting.signal });
      waiting.abort(new Error('stop waiting'));
      await assert.rejects(result, { message: 'stop waiting' });
      assert.equal(future.state, 'running');
      gate.releaseAll();
      assert.equal(await future.result(), 'a');
    });

    it('gives a task a signal only if it was submitted with one', async () => {
      assert.equal(await shared().submit(signalState).result(), 'none');
      const { signal } = new AbortController();
      assert.equal(await shared().with({ signal }).submit(signalState).result(), 'not aborted');
      assert.equal(await shared().with({ priority: 1 }).submit(signalState).result(), 'none');
    });

    it('works with AbortSignal.any', async () => {
      await using gate = await Gate.open();
      const controller = new AbortController();
      const signal = AbortSignal.any([controller.signal, new AbortController().signal]);
      const future = shared().with({ signal }).submit(returnWhenAborted, gate.port, 'a');
      await gate.arrived('a');
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
    });

    it('refuses what is no AbortSignal', () => {
      assert.throws(
        () =>
          shared()
            .with({ signal: {} as AbortSignal })
            .submit(square, 1),
        TypeError,
      );
    });
  });
}
