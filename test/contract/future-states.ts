/** The states that a future of an executor goes through, seen from outside. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancelledError, wait } from '../../src/index.js';
import { hold, holdThenThrow } from '../fixtures/tasks/gated.js';
import { returnNothing, square, throwError } from '../fixtures/tasks/plain.js';
import { throwValue } from '../fixtures/tasks/throwing.js';
import { Gate } from './gate.js';
import { nextTurn } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function futureStatesContract(subject: Subject): void {
  describe(`${subject.name}: states of a future`, () => {
    const shared = shareExecutor(subject);

    it('is running as soon as submit returns when a slot is free', async () => {
      const future = shared().submit(square, 2);
      assert.equal(future.state, 'running');
      assert.deepEqual([future.done(), future.running(), future.cancelled()], [false, true, false]);
      await future.result();
    });

    it('is pending while all slots are taken, and running when its turn comes', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      assert.equal(second.state, 'pending');
      assert.deepEqual(
        [second.done(), second.running(), second.cancelled()],
        [false, false, false],
      );
      gate.release('first');
      await gate.arrived('second');
      assert.equal(first.state, 'finished');
      assert.equal(second.state, 'running');
      gate.release('second');
      await second.result();
    });

    it('is finished after success', async () => {
      const future = shared().submit(square, 2);
      await future.result();
      assert.equal(future.state, 'finished');
      assert.deepEqual([future.done(), future.running(), future.cancelled()], [true, false, false]);
    });

    it('is finished after failure', async () => {
      const future = shared().submit(throwError, 'x');
      await future.exception();
      assert.equal(future.state, 'finished');
      assert.deepEqual([future.done(), future.running(), future.cancelled()], [true, false, false]);
    });

    it('is cancelled after cancel()', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      second.cancel();
      assert.equal(second.state, 'cancelled');
      assert.deepEqual([second.done(), second.running(), second.cancelled()], [true, false, true]);
      gate.releaseAll();
      await first.result();
    });

    it('prints each state on the way', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 2);
      const third = shared().submit(square, 3);
      third.cancel();
      assert.equal(String(first), `<Future #${first.id} state=running>`);
      assert.equal(String(second), `<Future #${second.id} state=pending>`);
      assert.equal(String(third), `<Future #${third.id} state=cancelled>`);
      gate.releaseAll();
      await second.result();
      assert.equal(String(first), `<Future #${first.id} state=finished returned string>`);
      assert.equal(String(second), `<Future #${second.id} state=finished returned number>`);
    });

    it('prints the class of an error', async () => {
      const future = shared().submit(throwError, 'x');
      await future.exception();
      assert.equal(String(future), `<Future #${future.id} state=finished raised Error>`);
    });

    it('shows the same in its snapshots', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(hold, gate.port, 'second');
      assert.deepEqual(first.snapshot(), { state: 'running' });
      assert.deepEqual(second.snapshot(), { state: 'pending' });
      second.cancel();
      assert.deepEqual(second.snapshot(), { state: 'cancelled' });
      gate.releaseAll();
      await first.result();
      assert.deepEqual(first.snapshot(), { state: 'finished', value: 'first' });
      assert.ok(Object.isFrozen(first.snapshot()));
    });

    it('keeps an old snapshot as it was', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const before = future.snapshot();
      gate.releaseAll();
      await future.result();
      assert.deepEqual(before, { state: 'running' });
    });

    it('shows an undefined result and an undefined error apart', async () => {
      const returned = shared().submit(returnNothing);
      const raised = shared().submit(throwValue, undefined);
      await wait([returned, raised]);
      assert.deepEqual(returned.snapshot(), { state: 'finished', value: undefined });
      assert.deepEqual(raised.snapshot(), { state: 'finished', error: undefined });
    });

    it('has an id above that of any earlier future', async () => {
      const [first, second] = [shared().submit(square, 1), shared().submit(square, 2)];
      assert.ok(second.id > first.id);
      await wait([first, second]);
    });

    it('gives undefined for the exception of a success', async () => {
      assert.equal(await shared().submit(square, 2).exception(), undefined);
    });

    it('gives the same error in exception(), result() and snapshot()', async () => {
      const future = shared().submit(throwError, 'x');
      const error = await future.exception();
      await assert.rejects(future.result(), (thrown) => thrown === error);
      assert.deepEqual(future.snapshot(), { state: 'finished', error });
      assert.equal(await future.exception(), error);
    });

    it('rejects result() and exception() with CancelledError once cancelled', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const second = shared().submit(square, 2);
      const waiting = assert.rejects(second.result(), CancelledError);
      second.cancel();
      await waiting;
      await assert.rejects(second.result(), { name: 'CancelledError' });
      await assert.rejects(second.exception(), CancelledError);
      gate.releaseAll();
      await first.result();
    });

    it('wakes all who wait for the result', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(hold, gate.port, 'a');
      const waiting = Promise.all([future.result(), future.result(), future.exception()]);
      gate.releaseAll();
      assert.deepEqual(await waiting, ['a', 'a', undefined]);
    });

    it('keeps a failure that nobody looks at silent', async () => {
      const unhandled: unknown[] = [];
      const listen = (reason: unknown): number => unhandled.push(reason);
      process.on('unhandledRejection', listen);
      await wait([shared().submit(throwError, 'nobody asks')]);
      await nextTurn();
      await nextTurn();
      process.off('unhandledRejection', listen);
      assert.deepEqual(unhandled, []);
    });

    it('survives await and Promise.all as a future', async () => {
      const future = shared().submit(square, 2);
      assert.equal('then' in future, false);
      assert.equal((await Promise.all([future]))[0], future);
      assert.equal(await future, future);
      await future.result();
    });

    it('stays running until the task has failed', async () => {
      await using gate = await Gate.open();
      const future = shared().submit(holdThenThrow, gate.port, 'late');
      await gate.arrived('late');
      assert.equal(future.state, 'running');
      gate.releaseAll();
      await assert.rejects(future.result(), { message: 'late' });
    });
  });
}
