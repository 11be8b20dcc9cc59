/** `stats()` and `model` of every executor. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square, throwError } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, errorOf, range } from './outcome.js';
import type { Subject } from './subjects.js';

export function statsContract(subject: Subject): void {
  describe(`${subject.name}: stats`, () => {
    it('are all zero at first', async () => {
      await using executor = subject.open();
      const { pending, running, finished } = executor.stats();
      assert.deepEqual({ pending, running, finished }, { pending: 0, running: 0, finished: 0 });
    });

    it('follow tasks from pending through running to finished', async () => {
      await using executor = subject.open();
      await using gate = await Gate.open();
      const counts = () => {
        const { pending, running, finished } = executor.stats();
        return [pending, running, finished];
      };
      const futures = ['a', 'b', 'c'].map((label) => executor.submit(hold, gate.port, label));
      assert.deepEqual(counts(), [2, 1, 0]);
      gate.release('a');
      await gate.arrived('b');
      assert.deepEqual(counts(), [1, 1, 1]);
      futures[2]!.cancel();
      assert.deepEqual(counts(), [0, 1, 2]);
      gate.releaseAll();
      await wait(futures);
      assert.deepEqual(counts(), [0, 0, 3]);
    });

    it('count failures as finished', async () => {
      await using executor = subject.open();
      await errorOf(executor.submit(throwError, 'x'));
      assert.equal(executor.stats().finished, 1);
    });

    it('count the tasks of a map', async () => {
      await using executor = subject.open();
      await collect(executor.map(square, range(10)));
      const { pending, running, finished } = executor.stats();
      assert.deepEqual({ pending, running, finished }, { pending: 0, running: 0, finished: 10 });
    });

    it('are right inside a callback of the last task', async () => {
      await using executor = subject.open();
      const future = executor.submit(square, 1);
      const pending = await new Promise((resolve) => {
        future.addDoneCallback(() => resolve(executor.stats().pending));
      });
      assert.equal(pending, 0);
    });

    it('are all zero but finished after shutdown', async () => {
      const executor = subject.open();
      await wait(range(5).map((n) => executor.submit(square, n)));
      await executor.shutdown();
      const { pending, running, finished } = executor.stats();
      assert.deepEqual({ pending, running, finished }, { pending: 0, running: 0, finished: 5 });
    });

    it('are a picture of one moment, not a view', async () => {
      await using executor = subject.open();
      const before = executor.stats();
      await executor.submit(square, 1).result();
      assert.equal(before.finished, 0);
    });
  });
}
