/** Callbacks on the futures of an executor. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setCallbackErrorHandler, wait, type Future } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square, throwError } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function callbacksContract(subject: Subject): void {
  describe(`${subject.name}: callbacks`, () => {
    const shared = shareExecutor(subject);

    it('run with the future after a success', async () => {
      const future = shared().submit(square, 3);
      const seen: unknown[] = [];
      future.addDoneCallback((done) => seen.push(done, done.snapshot()));
      await future.result();
      assert.deepEqual(seen, [future, { state: 'finished', value: 9 }]);
    });

    it('run with the future after a failure', async () => {
      const future = shared().submit(throwError, 'x');
      const seen: unknown[] = [];
      future.addDoneCallback((done) => seen.push(done, 'error' in done.snapshot()));
      await future.exception();
      assert.deepEqual(seen, [future, true]);
    });

    it('run inside cancel()', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 1);
      const seen: unknown[] = [];
      second.addDoneCallback((done) => seen.push(done, done.cancelled()));
      second.cancel();
      assert.deepEqual(seen, [second, true]);
      gate.releaseAll();
      await first.result();
    });

    it('do not run before the task has ended', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      let calls = 0;
      future.addDoneCallback(() => (calls += 1));
      await gate.arrived('a');
      assert.equal(calls, 0);
      gate.releaseAll();
      await future.result();
      assert.equal(calls, 1);
    });

    it('run in the order in which they were added, before result() wakes its caller', async () => {
      const future = shared().submit(square, 3);
      const order: (number | string)[] = [];
      const waiting = future.result().then(() => order.push('result'));
      for (const n of [1, 2, 3]) future.addDoneCallback(() => order.push(n));
      await waiting;
      assert.deepEqual(order, [1, 2, 3, 'result']);
    });

    it('run at once when added to a finished future', async () => {
      const future = shared().submit(square, 3);
      await future.result();
      let calls = 0;
      future.addDoneCallback(() => (calls += 1));
      assert.equal(calls, 1);
    });

    it('run at once when added inside a callback', async () => {
      const future = shared().submit(square, 3);
      const order: (number | string)[] = [];
      future.addDoneCallback((done) => {
        order.push(1);
        done.addDoneCallback(() => order.push('nested'));
      });
      future.addDoneCallback(() => order.push(2));
      await future.result();
      assert.deepEqual(order, [1, 'nested', 2]);
    });

    it('run twice when added twice', async () => {
      const future = shared().submit(square, 3);
      let calls = 0;
      const count = (): void => void (calls += 1);
      future.addDoneCallback(count);
      future.addDoneCallback(count);
      await future.result();
      assert.equal(calls, 2);
    });

    it('may cancel another future', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      const third = shared().submit(hold, gate.port, 'third');
      const answers: boolean[] = [];
      first.addDoneCallback(() => answers.push(third.cancel()));
      gate.releaseAll();
      await wait([first, second, third]);
      assert.deepEqual(answers, [true]);
      assert.equal(third.cancelled(), true);
      assert.deepEqual(gate.arrivals, ['first', 'second']);
    });

    it('may submit the next task, as a chain', async () => {
      const results: number[] = [];
      await new Promise<void>((resolve) => {
        function next(n: number): void {
          const future: Future<number> = shared().submit(square, n);
          future.addDoneCallback((done) => {
            const snapshot = done.snapshot();
            if ('value' in snapshot) results.push(snapshot.value);
            if (n < 4) next(n + 1);
            else resolve();
          });
        }
        next(1);
      });
      assert.deepEqual(results, [1, 4, 9, 16]);
    });

    it('that throw are reported and harm neither the others nor the executor', async () => {
      const reported: unknown[] = [];
      const doh = new Error('doh!');
      const restore = setCallbackErrorHandler(
        (...report: unknown[]) => void reported.push(...report),
      );
      try {
        const future = shared().submit(square, 3);
        let isCalled = false;
        future.addDoneCallback(() => {
          throw doh;
        });
        future.addDoneCallback(() => (isCalled = true));
        assert.equal(await future.result(), 9);
        assert.ok(isCalled);
        assert.ok(reported.includes(doh));
        assert.ok(reported.includes(future));
        assert.equal(await shared().submit(square, 4).result(), 16);
      } finally {
        setCallbackErrorHandler(restore);
      }
    });
  });
}
