/** `wait` on futures of an executor. After CPython's test_wait.py, with gates for its sleeps. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait, type Future } from '../../src/index.js';
import { hold, holdThenThrow } from '../fixtures/tasks/gated.js';
import { multiply, reciprocal, square } from '../fixtures/tasks/plain.js';
import { throwValue } from '../fixtures/tasks/throwing.js';
import { cancelled, cancelledAndNotified, failed, pending, succeeded } from './bare-futures.js';
import { Gate } from './gate.js';
import { range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

type Sets = Awaited<ReturnType<typeof wait>>;

function assertSets(sets: Sets, done: Future<unknown>[], notDone: Future<unknown>[]): void {
  assert.deepEqual(sets.done, new Set(done));
  assert.deepEqual(sets.notDone, new Set(notDone));
}

export function waitContract(subject: Subject): void {
  describe(`${subject.name}: wait`, () => {
    const shared = shareExecutor(subject);

    it('counts duplicates once', async () => {
      const future = shared().submit(square, 2);
      assertSets(await wait([future, future], { returnWhen: 'all-completed' }), [future], []);
    });

    it('returns with the first that ends', async () => {
      await using gate = await Gate.open();
      const unnoticed = cancelled().future;
      const first = shared().submit(multiply, 21, 2);
      const second = shared().submit(hold, gate.port, 'second');
      const all: Future<unknown>[] = [unnoticed, first, second];
      assertSets(await wait(all, { returnWhen: 'first-completed' }), [first], [unnoticed, second]);
      gate.releaseAll();
      await second.result();
    });

    it('returns at once with those that had ended before', async () => {
      await using gate = await Gate.open();
      const [noticed, before] = [cancelledAndNotified().future, succeeded(1).future];
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [noticed, before, open];
      assertSets(await wait(all, { returnWhen: 'first-completed' }), [noticed, before], [open]);
      gate.releaseAll();
      await open.result();
    });

    it('returns at the first failure', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(multiply, 2, 21);
      const second = shared().submit(holdThenThrow, gate.port, 'second');
      const third = shared().submit(hold, gate.port, 'third');
      const waiting = wait<unknown>([first, second, third], { returnWhen: 'first-exception' });
      gate.release('second');
      assertSets(await waiting, [first, second], [third]);
      gate.releaseAll();
      await third.result();
    });

    it('sorts states as CPython does when waiting for the first failure', async () => {
      await using gate = await Gate.open();
      const [before, unnoticed, noticed] = [
        succeeded(1).future,
        cancelled().future,
        cancelledAndNotified().future,
      ];
      const failing = shared().submit(reciprocal, 0);
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [before, unnoticed, noticed, failing, open];
      assertSets(
        await wait(all, { returnWhen: 'first-exception' }),
        [before, noticed, failing],
        [unnoticed, open],
      );
      gate.releaseAll();
      await open.result();
    });

    it('returns at once when one has failed before', async () => {
      await using gate = await Gate.open();
      const before = failed(new Error('x')).future;
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [before, open];
      assertSets(await wait(all, { returnWhen: 'first-exception' }), [before], [open]);
      gate.releaseAll();
      await open.result();
    });

    it('takes a thrown undefined for a failure', async () => {
      await using gate = await Gate.open();
      const failing = shared().submit(throwValue, undefined);
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [failing, open];
      assertSets(await wait(all, { returnWhen: 'first-exception' }), [failing], [open]);
      gate.releaseAll();
      await open.result();
    });

    it('waits for all, however they end', async () => {
      const bare = [succeeded(1).future, cancelledAndNotified().future, failed(new Error()).future];
      const failing = shared().submit(reciprocal, 0);
      const fine = shared().submit(multiply, 2, 21);
      const all: Future<unknown>[] = [...bare, failing, fine];
      assertSets(await wait(all), all, []);
    });

    it('returns what is done when its time is over, and leaves the rest running', async () => {
      await using gate = await Gate.open();
      const bare = [cancelledAndNotified().future, failed(new Error()).future, succeeded(1).future];
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [...bare, open];
      assertSets(await wait(all, { timeout: 5 }), bare, [open]);
      assert.equal(open.state, 'running');
      gate.releaseAll();
      assert.equal(await open.result(), 'open');
    });

    it('looks once with timeout 0', async () => {
      await using gate = await Gate.open();
      const done = shared().submit(square, 2);
      await done.result();
      const open = shared().submit(hold, gate.port, 'open');
      const all: Future<unknown>[] = [done, open];
      assertSets(await wait(all, { timeout: 0 }), [done], [open]);
      gate.releaseAll();
      await open.result();
    });

    it('counts a future cancelled by its executor as done, at once', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 2);
      const waiting = wait<unknown>([first, second], { returnWhen: 'first-completed' });
      second.cancel();
      assertSets(await waiting, [second], [first]);
      assertSets(await wait<unknown>([first, second], { timeout: 0 }), [second], [first]);
      gate.releaseAll();
      await first.result();
    });

    it('is not ended by a cancellation when waiting for the first failure', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 2);
      second.cancel();
      const waiting = wait<unknown>([first, second], { returnWhen: 'first-exception' });
      gate.releaseAll();
      assertSets(await waiting, [first, second], []);
    });

    it('stops waiting when its signal aborts; the tasks go on', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const controller = new AbortController();
      const waiting = wait([future], { signal: controller.signal });
      const reason = { any: 'value' };
      controller.abort(reason);
      await assert.rejects(waiting, (error) => error === reason);
      assert.equal(future.state, 'running');
      gate.releaseAll();
      assert.equal(await future.result(), 'a');
    });

    it('takes futures of different executors together', async () => {
      await using other = subject.open();
      const all = [shared().submit(square, 2), other.submit(square, 3), succeeded(1).future];
      assertSets(await wait(all), all, []);
    });

    it('can wait on the same futures twice at once', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const both = Promise.all([wait([future]), wait([future], { timeout: 60_000 })]);
      gate.releaseAll();
      for (const sets of await both) assertSets(sets, [future], []);
    });

    it('gets hold of a hundred futures that end together', async () => {
      await using gate = await Gate.open();
      const futures = range(100).map((n) => shared().submit(hold, gate.port, String(n)));
      gate.releaseAll();
      assertSets(await wait(futures), futures, []);
    });

    it('does not mix in futures that it was not given', async () => {
      const stranger = pending().future;
      const mine = shared().submit(square, 2);
      assertSets(await wait([mine]), [mine], []);
      assert.equal(stranger.state, 'pending');
    });
  });
}
