/** `shutdown` and `await using`. After CPython's test_shutdown.py. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  asCompleted,
  CancelledError,
  ExecutorShutdownError,
  wait,
  type Executor,
  type Future,
} from '../../src/index.js';
import { hold, holdInput, holdThenThrow } from '../fixtures/tasks/gated.js';
import { square, squareLater } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, nextTurn, range } from './outcome.js';
import type { Subject } from './subjects.js';

export function shutdownContract(subject: Subject): void {
  describe(`${subject.name}: shutdown`, () => {
    it('refuses to submit afterwards', async () => {
      const executor = subject.open();
      await executor.shutdown();
      assert.throws(() => executor.submit(square, 2), {
        name: 'ExecutorShutdownError',
        message: 'cannot schedule new futures after shutdown',
      });
      assert.throws(() => executor.with({ priority: 1 }).submit(square, 2), ExecutorShutdownError);
      assert.throws(() => executor.map(square, [1, 2]), ExecutorShutdownError);
    });

    it('refuses as soon as it is called', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const future = executor.submit(hold, gate.port, 'a');
      const closing = executor.shutdown();
      assert.throws(() => executor.submit(square, 2), ExecutorShutdownError);
      gate.releaseAll();
      await closing;
      assert.equal(await future.result(), 'a');
    });

    it('waits for all that was submitted', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const futures = ['a', 'b', 'c'].map((label) => executor.submit(hold, gate.port, label));
      let isClosed = false;
      const closing = executor.shutdown().then(() => (isClosed = true));
      await gate.arrived('a');
      await nextTurn();
      assert.equal(isClosed, false);
      gate.releaseAll();
      await closing;
      assert.ok(futures.every((future) => future.done() && !future.cancelled()));
      assert.deepEqual(gate.arrivals, ['a', 'b', 'c']);
    });

    it('waits for the results of a map that nobody took', async () => {
      const executor = subject.open();
      const results = executor.map(squareLater, range(10));
      await executor.shutdown();
      assert.deepEqual(
        await collect(results),
        range(10).map((n) => n * n),
      );
    });

    it('returns at once with wait: false, and the work still ends', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const futures = ['a', 'b'].map((label) => executor.submit(hold, gate.port, label));
      await executor.shutdown({ wait: false });
      assert.deepEqual(
        futures.map(({ state }) => state),
        ['running', 'pending'],
      );
      assert.throws(() => executor.submit(square, 2), ExecutorShutdownError);
      gate.releaseAll();
      assert.deepEqual(await Promise.all(futures.map((future) => future.result())), ['a', 'b']);
      await executor.shutdown();
    });

    it('can be waited for after wait: false', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const future = executor.submit(hold, gate.port, 'a');
      await executor.shutdown({ wait: false });
      const closing = executor.shutdown();
      gate.releaseAll();
      await closing;
      assert.equal(future.state, 'finished');
    });

    it('can be called again and again', async () => {
      const executor = subject.open();
      await executor.submit(square, 2).result();
      await Promise.all([executor.shutdown(), executor.shutdown(), executor.shutdown()]);
      await executor.shutdown();
      await executor[Symbol.asyncDispose]();
    });

    it('ends an executor that never ran anything', async () => {
      await subject.open().shutdown();
      await subject.open().shutdown({ wait: false });
      await subject.open().shutdown({ cancelFutures: true });
    });

    it('cancels what is pending with cancelFutures, never what runs', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const rest = range(50).map((n) => executor.submit(hold, gate.port, String(n)));
      const closing = executor.shutdown({ cancelFutures: true });
      assert.equal(first.state, 'running');
      assert.ok(rest.every((future) => future.cancelled()));
      gate.releaseAll();
      await closing;
      assert.equal(await first.result(), 'first');
      assert.deepEqual(gate.arrivals, ['first']);
      for (const future of rest) await assert.rejects(future.result(), CancelledError);
    });

    it('cancels everything pending though callbacks cancel others meanwhile', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const rest = range(6).map((n) => executor.submit(square, n));
      rest[1]!.addDoneCallback(() => {
        rest[2]!.cancel();
        rest[0]!.cancel();
      });
      const closing = executor.shutdown({ cancelFutures: true });
      assert.deepEqual(
        rest.map(({ state }) => state),
        rest.map(() => 'cancelled'),
      );
      gate.releaseAll();
      await closing;
      assert.equal(await first.result(), 'first');
    });

    it('wakes those who wait for what it cancels', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const rest = range(3).map((n) => executor.submit(square, n));
      const waiting = wait(rest);
      const collecting = collect(asCompleted(rest));
      await nextTurn();
      void executor.shutdown({ wait: false, cancelFutures: true });
      assert.deepEqual((await waiting).done, new Set(rest));
      assert.deepEqual(await collecting, rest);
      gate.releaseAll();
      await first.result();
      await executor.shutdown();
    });

    it('returns at once with wait: false and cancelFutures', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const second = executor.submit(square, 2);
      await executor.shutdown({ wait: false, cancelFutures: true });
      assert.deepEqual([first.state, second.state], ['running', 'cancelled']);
      gate.releaseAll();
      assert.equal(await first.result(), 'first');
      await executor.shutdown();
    });

    it('still cancels when it is asked to while another shutdown waits', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const second = executor.submit(hold, gate.port, 'second');
      const closing = executor.shutdown();
      await gate.arrived('first');
      const cancelling = executor.shutdown({ cancelFutures: true });
      assert.equal(second.state, 'cancelled');
      gate.releaseAll();
      await Promise.all([closing, cancelling]);
      assert.deepEqual(gate.arrivals, ['first']);
      assert.equal(await first.result(), 'first');
    });

    it('does not hang with many tasks', async () => {
      const executor = subject.open();
      const futures = range(50).map((n) => executor.submit(squareLater, n));
      await executor.shutdown();
      assert.deepEqual(
        await Promise.all(futures.map((future) => future.result())),
        range(50).map((n) => n * n),
      );
    });

    it('does not hang when the last future was just cancelled', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const first = executor.submit(hold, gate.port, 'first');
      const second = executor.submit(square, 2);
      const closing = executor.shutdown();
      second.cancel();
      gate.releaseAll();
      await closing;
      assert.equal(await first.result(), 'first');
    });

    it('may be called inside a callback', async () => {
      const executor = subject.open();
      const closing = new Promise<void>((resolve) => {
        executor.submit(square, 2).addDoneCallback(() => void executor.shutdown().then(resolve));
      });
      await closing;
      assert.throws(() => executor.submit(square, 2), ExecutorShutdownError);
    });

    it('makes a submit from a callback of waiting work fail', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const future = executor.submit(hold, gate.port, 'a');
      const thrown = new Promise((resolve) => {
        future.addDoneCallback(() => {
          try {
            executor.submit(square, 1);
            resolve('no error');
          } catch (error) {
            resolve(error);
          }
        });
      });
      const closing = executor.shutdown();
      gate.releaseAll();
      assert.ok((await thrown) instanceof ExecutorShutdownError);
      await closing;
    });

    it('is what await using does, after the block', async () => {
      let executor: Executor | undefined;
      const futures: Future<number>[] = [];
      {
        await using opened = subject.open();
        executor = opened;
        futures.push(...range(5).map((n) => opened.submit(squareLater, n)));
      }
      assert.ok(futures.every((future) => future.state === 'finished'));
      assert.throws(() => executor.submit(square, 2), ExecutorShutdownError);
    });

    it('is what await using does, after an error in the block: nothing is cancelled', async () => {
      const futures: Future<number>[] = [];
      const failing = (async () => {
        await using executor = subject.open();
        futures.push(...range(5).map((n) => executor.submit(squareLater, n)));
        throw new Error('in the block');
      })();
      await assert.rejects(failing, { message: 'in the block' });
      assert.ok(futures.every((future) => future.state === 'finished'));
    });

    it('lets failures of waiting work stay with their futures', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const future = executor.submit(holdThenThrow, gate.port, 'x');
      const closing = executor.shutdown();
      gate.releaseAll();
      await closing;
      await assert.rejects(future.result(), { message: 'x' });
    });

    it('cancels the pending part of a map, whose next() then rejects', async () => {
      await using gate = await Gate.open();
      const executor = subject.open();
      const inputs = ['a', 'b', 'c'].map((label) => ({ port: gate.port, label }));
      const results = executor.map(holdInput, inputs, { chunkSize: 1 });
      await gate.arrived('a');
      const closing = executor.shutdown({ cancelFutures: true });
      gate.releaseAll();
      assert.equal((await results.next()).value, 'a');
      await assert.rejects(results.next(), CancelledError);
      await closing;
    });

    it('leaves other executors alone', async () => {
      await using other = subject.open();
      const executor = subject.open();
      const future = other.submit(squareLater, 3);
      await executor.shutdown({ cancelFutures: true });
      assert.equal(await future.result(), 9);
    });
  });
}
