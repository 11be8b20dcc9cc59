/** `terminateWorkers`, `killWorkers`, and an abort that ends the worker. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BrokenExecutorError,
  CancelledError,
  ExecutorShutdownError,
  TimeoutError,
  wait,
} from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { errorOf, range } from '../contract/outcome.js';
import { isGone } from '../contract/resources.js';
import type { PoolSubject } from '../contract/subjects.js';
import { hold, spinAfter } from '../fixtures/tasks/gated.js';
import { square } from '../fixtures/tasks/plain.js';
import { nameThenSpin } from './tasks.js';

export function terminateContract(subject: PoolSubject): void {
  for (const method of ['terminateWorkers', 'killWorkers'] as const) endingWorkers(subject, method);
  endingOneTask(subject);
}

function endingWorkers(subject: PoolSubject, method: 'terminateWorkers' | 'killWorkers'): void {
  describe(`${subject.name}: ${method}`, () => {
    it('is harmless on a pool that has not started', async () => {
      const pool = subject.open();
      await pool[method]();
      await pool.shutdown();
    });

    it('is harmless on a pool that is shut down', async () => {
      const pool = subject.open();
      await pool.submit(square, 1).result();
      await pool.shutdown();
      await pool[method]();
    });

    it('can be called again, and while it works', async () => {
      const pool = subject.open();
      await pool.submit(square, 1).result();
      await Promise.all([pool[method](), pool[method]()]);
      await pool[method]();
      await pool.shutdown();
    });

    it('ends idle workers', async () => {
      const pool = subject.open();
      await pool.submit(square, 1).result();
      await pool[method]();
      assert.equal(pool.stats().workers, 0);
      await pool.shutdown();
    });

    it('cancels what is pending and fails what runs', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const running = pool.submit(hold, gate.port, 'running');
      const pending = range(3).map((n) => pool.submit(square, n));
      await gate.arrived('running');
      await pool[method]();
      for (const future of pending) await assert.rejects(future.result(), CancelledError);
      assert.ok((await errorOf(running)) instanceof subject.BrokenError);
      await gate.isEmpty();
      assert.deepEqual(pool.stats(), { workers: 0, pending: 0, running: 0, finished: 4 });
      await pool.shutdown();
    });

    it('ends a worker that computes for ever', async () => {
      await using gate = await Gate.open();
      gate.releaseAll();
      const pool = subject.open();
      const future = pool.submit(nameThenSpin, gate.port);
      await gate.arrivedCount(1);
      await pool[method]();
      assert.ok((await errorOf(future)) instanceof BrokenExecutorError);
      if (subject.kind === 'process') assert.ok(await isGone(Number.parseInt(gate.arrivals[0]!)));
      await pool.shutdown();
    });

    it('makes submit refuse, as soon as it is called', async () => {
      const pool = subject.open();
      await pool.submit(square, 1).result();
      const refuses = (): void =>
        assert.throws(
          () => pool.submit(square, 1),
          (error) => error instanceof ExecutorShutdownError || error instanceof BrokenExecutorError,
        );
      const ending = pool[method]();
      refuses();
      await ending;
      refuses();
      await pool.shutdown();
    });

    it('ends a worker that is still starting', async () => {
      const pool = subject.open();
      const future = pool.submit(square, 1);
      await pool[method]();
      assert.ok((await errorOf(future)) instanceof subject.BrokenError);
      await pool.shutdown();
    });

    it('ends a shutdown that waits', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const running = pool.submit(hold, gate.port, 'running');
      await gate.arrived('running');
      const closing = pool.shutdown();
      await pool[method]();
      await closing;
      assert.ok((await errorOf(running)) instanceof subject.BrokenError);
    });

    it('ends a map in progress, which rejects', async () => {
      await using gate = await Gate.open();
      const pool = subject.open();
      const held = pool.submit(hold, gate.port, 'held');
      const blocked = pool.map(square, [4, 5]);
      await gate.arrived('held');
      await pool[method]();
      await assert.rejects(blocked.next(), CancelledError);
      await wait([held]);
      await pool.shutdown();
    });
  });
}

function endingOneTask(subject: PoolSubject): void {
  describe(`${subject.name}: onAbort terminate`, () => {
    it('ends the worker of a task that computes for ever; the pool goes on', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open();
      const controller = new AbortController();
      const future = pool
        .with({ signal: controller.signal, onAbort: 'terminate' })
        .submit(spinAfter, gate.port, 'spin');
      const next = pool.submit(square, 3);
      await gate.arrived('spin');
      gate.releaseAll();
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
      assert.equal(future.state, 'finished');
      assert.equal(await next.result(), 9);
      assert.equal(await pool.submit(square, 4).result(), 16);
    });

    it('cancels a pending task as always', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open();
      const controller = new AbortController();
      const first = pool.submit(hold, gate.port, 'first');
      const second = pool
        .with({ signal: controller.signal, onAbort: 'terminate' })
        .submit(hold, gate.port, 'second');
      controller.abort();
      assert.equal(second.state, 'cancelled');
      gate.releaseAll();
      assert.equal(await first.result(), 'first');
      assert.deepEqual(gate.arrivals, ['first']);
    });

    it('does nothing after the task has ended: its worker lives on', async () => {
      await using pool = subject.open();
      const controller = new AbortController();
      const through = pool.with({ signal: controller.signal, onAbort: 'terminate' });
      assert.equal(await through.submit(square, 2).result(), 4);
      controller.abort();
      assert.equal(await pool.submit(square, 3).result(), 9);
      assert.equal(pool.stats().workers, 1);
    });

    it('works for a time limit too', async () => {
      await using gate = await Gate.open();
      gate.releaseAll();
      await using pool = subject.open();
      const future = pool
        .with({ timeout: 50, onAbort: 'terminate' })
        .submit(spinAfter, gate.port, 'spin');
      assert.ok((await errorOf(future)) instanceof TimeoutError);
      assert.equal(await pool.submit(square, 3).result(), 9);
    });

    it('spares the other workers', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open(2);
      const controller = new AbortController();
      const beside = pool.submit(hold, gate.port, 'beside');
      const future = pool
        .with({ signal: controller.signal, onAbort: 'terminate' })
        .submit(spinAfter, gate.port, 'spin');
      await gate.arrived('beside', 'spin');
      gate.release('spin');
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
      assert.equal(beside.state, 'running');
      gate.releaseAll();
      assert.equal(await beside.result(), 'beside');
    });

    it('settles the tasks that shared the worker as well', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 1, concurrency: 2 });
      const controller = new AbortController();
      const beside = pool.submit(hold, gate.port, 'beside');
      const future = pool
        .with({ signal: controller.signal, onAbort: 'terminate' })
        .submit(hold, gate.port, 'aborted');
      await gate.arrived('beside', 'aborted');
      controller.abort();
      assert.equal(((await errorOf(future)) as Error).name, 'AbortError');
      assert.ok((await errorOf(beside)) instanceof BrokenExecutorError);
      assert.equal(await pool.submit(square, 3).result(), 9);
    });
  });
}
