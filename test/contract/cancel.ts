/** `Future.cancel` on every executor. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancelledError, wait } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function cancelContract(subject: Subject): void {
  describe(`${subject.name}: cancel`, () => {
    const shared = shareExecutor(subject);

    it('cancels a pending future: it never runs', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      assert.equal(second.cancel(), true);
      gate.releaseAll();
      await first.result();
      await shared().submit(square, 1).result();
      assert.deepEqual(gate.arrivals, ['first']);
    });

    it('takes it out of the count of pending at once', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const [second, third] = [shared().submit(square, 1), shared().submit(square, 2)];
      assert.equal(shared().stats().pending, 2);
      second.cancel();
      assert.equal(shared().stats().pending, 1);
      gate.releaseAll();
      await wait<unknown>([first, third]);
    });

    it('says true again for a future that is cancelled', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 1);
      assert.deepEqual([second.cancel(), second.cancel()], [true, true]);
      gate.releaseAll();
      await first.result();
    });

    it('leaves a running future alone', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      assert.equal(future.cancel(), false);
      await gate.arrived('a');
      assert.equal(future.cancel(), false);
      assert.equal(future.state, 'running');
      gate.releaseAll();
      assert.equal(await future.result(), 'a');
    });

    it('leaves a finished future alone', async () => {
      const future = shared().submit(square, 3);
      await future.result();
      assert.equal(future.cancel(), false);
      assert.equal(await future.result(), 9);
    });

    it('ends those who wait for the result with CancelledError', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 1);
      const waiting = [second.result(), second.exception(), second.result({ timeout: 60_000 })];
      second.cancel();
      for (const waited of waiting) await assert.rejects(waited, CancelledError);
      gate.releaseAll();
      await first.result();
    });

    it('lets the next in the queue move up', async () => {
      await using gate = await Gate.open();
      const labels = ['first', 'second', 'third'];
      const [first, second, third] = labels.map((label) => shared().submit(hold, gate.port, label));
      second!.cancel();
      gate.releaseAll();
      await wait([first!, third!]);
      assert.deepEqual(gate.arrivals, ['first', 'third']);
    });

    it('cancels any part of a long queue; the rest runs in order', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const futures = range(100).map((n) => shared().submit(hold, gate.port, String(n)));
      for (const n of range(100)) if (n % 3 !== 0) assert.equal(futures[n]!.cancel(), true);
      gate.releaseAll();
      await wait([first, ...futures]);
      const kept = range(100).filter((n) => n % 3 === 0);
      assert.deepEqual(gate.arrivals, ['first', ...kept.map(String)]);
      assert.deepEqual(
        futures.filter((future) => !future.cancelled()),
        kept.map((n) => futures[n]),
      );
    });

    it('cancels a whole queue from its end to its start', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const futures = range(50).map((n) => shared().submit(square, n));
      for (const future of [...futures].reverse()) future.cancel();
      assert.equal(shared().stats().pending, 0);
      gate.releaseAll();
      await first.result();
      assert.equal(await shared().submit(square, 5).result(), 25);
    });

    it('works inside a callback of the task that ran before', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      let answer: boolean | undefined;
      first.addDoneCallback(() => (answer = second.cancel()));
      gate.releaseAll();
      await wait([first, second]);
      assert.equal(answer, second.cancelled());
      assert.equal(gate.arrivals.includes('second'), !answer);
    });

    it('counts what was cancelled as finished', async () => {
      await using gate = await Gate.open();
      await using executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      executor.submit(square, 1).cancel();
      assert.equal(executor.stats().finished, 1);
      gate.releaseAll();
      await first.result();
      assert.equal(executor.stats().finished, 2);
    });

    it('does not hang a shutdown right after it', async () => {
      const executor = subject.open();
      await executor.submit(square, 1).result();
      executor.submit(square, 1).cancel();
      executor.submit(square, 1).cancel();
      await executor.shutdown();
    });
  });
}
