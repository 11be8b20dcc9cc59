/** `asCompleted` on futures of an executor. After CPython's test_as_completed.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asCompleted, TimeoutError, type Future } from '../../src/index.js';
import { hold, holdThenThrow } from '../fixtures/tasks/gated.js';
import { multiply, square } from '../fixtures/tasks/plain.js';
import { cancelledAndNotified, failed, succeeded } from './bare-futures.js';
import { Gate } from './gate.js';
import { collect, collectUntilError, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function asCompletedContract(subject: Subject): void {
  describe(`${subject.name}: asCompleted`, () => {
    const shared = shareExecutor(subject);

    it('gives every future, done before or not', async () => {
      const bare = [cancelledAndNotified().future, failed(new Error()).future, succeeded(1).future];
      const own = [shared().submit(multiply, 2, 21), shared().submit(multiply, 7, 6)];
      const given = await collect(asCompleted([...bare, ...own]));
      assert.deepEqual(given.slice(0, 3), bare);
      assert.deepEqual(new Set(given), new Set([...bare, ...own]));
    });

    for (const timeout of [0, 5]) {
      it(`gives what is done and then times out after ${timeout} ms`, async () => {
        await using gate = await Gate.open();
        const done = [cancelledAndNotified().future, failed(new Error()).future];
        const open = shared().submit(hold, gate.port, 'open');
        const all: Future<unknown>[] = [...done, open];
        const { collected, error } = await collectUntilError(() => asCompleted(all, { timeout }));
        assert.deepEqual(collected, done);
        assert.ok(error instanceof TimeoutError);
        assert.equal(error.message, '1 (of 3) futures unfinished');
        assert.equal(open.state, 'running');
        gate.releaseAll();
        await open.result();
      });
    }

    it('gives a duplicate once', async () => {
      const future = shared().submit(square, 2);
      assert.deepEqual(await collect(asCompleted([future, future, future])), [future]);
    });

    it('gives futures in the order in which they end', async () => {
      await using gate = await Gate.open();
      const futures = range(4).map((n) => shared().submit(hold, gate.port, String(n)));
      gate.releaseAll();
      assert.deepEqual(await collect(asCompleted([...futures].reverse())), futures);
    });

    it('gives failed ones without throwing', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(holdThenThrow, gate.port, 'x');
      const iterator = asCompleted([future]);
      gate.releaseAll();
      assert.deepEqual(await iterator.next(), { done: false, value: future });
    });

    it('gives a cancelled one as soon as it is cancelled', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      const iterator = asCompleted([first, second]);
      second.cancel();
      assert.deepEqual(await iterator.next(), { done: false, value: second });
      gate.releaseAll();
      assert.deepEqual(await iterator.next(), { done: false, value: first });
      assert.deepEqual(await iterator.next(), { done: true, value: undefined });
    });

    it('waits for nothing and no one after break; the tasks go on', async () => {
      await using gate = await Gate.open();
      const [fast, slow] = [
        shared().submit(multiply, 1, 1),
        shared().submit(hold, gate.port, 'slow'),
      ];
      const all: Future<unknown>[] = [fast, slow];
      for await (const future of asCompleted(all)) {
        assert.equal(future, fast);
        break;
      }
      assert.equal(slow.done(), false);
      gate.releaseAll();
      assert.equal(await slow.result(), 'slow');
    });

    it('stops waiting when its signal aborts; the task goes on', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const controller = new AbortController();
      const next = asCompleted([future], { signal: controller.signal }).next();
      const reason = new Error('enough');
      controller.abort(reason);
      await assert.rejects(next, (error) => error === reason);
      assert.equal(future.state, 'running');
      gate.releaseAll();
      await future.result();
    });

    it('lets the loop body submit more work and wait for it', async () => {
      const squares: number[] = [];
      for await (const future of asCompleted(range(3).map((n) => shared().submit(square, n)))) {
        squares.push(
          await shared()
            .submit(square, await future.result())
            .result(),
        );
      }
      assert.deepEqual(
        squares.sort((a, b) => a - b),
        [0, 1, 16],
      );
    });

    it('follows two lists of the same futures independently', async () => {
      const futures = range(5).map((n) => shared().submit(square, n));
      const [first, second] = await Promise.all([
        collect(asCompleted(futures)),
        collect(asCompleted(futures)),
      ]);
      assert.deepEqual(new Set(first), new Set(futures));
      assert.deepEqual(first, second);
    });

    if (subject.isConcurrent) {
      it('gives them in the order of their ends, not of their starts', async () => {
        await using executor = subject.open(3);
        await using gate = await Gate.open();
        const labels = ['a', 'b', 'c'];
        const [a, b, c] = labels.map((label) => executor.submit(hold, gate.port, label));
        const iterator = asCompleted([a!, b!, c!]);
        await gate.arrived(...labels);
        for (const [label, future] of [
          ['c', c],
          ['a', a],
          ['b', b],
        ] as const) {
          gate.release(label);
          assert.equal((await iterator.next()).value, future);
        }
      });
    }
  });
}
