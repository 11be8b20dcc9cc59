/** Workers of a pool: started on demand, used again, replaced after so many tasks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { hold, holdInput } from '../fixtures/tasks/gated.js';
import { workerName, workerNameOf } from '../fixtures/tasks/lanes.js';
import { multiply, square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, range } from './outcome.js';
import type { PoolSubject } from './subjects.js';

export function workersContract(subject: PoolSubject): void {
  describe(`${subject.name}: workers`, () => {
    it('are started on demand', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open(3);
      assert.equal(pool.stats().workers, 0);
      const futures = [pool.submit(hold, gate.port, 'a')];
      await gate.arrived('a');
      assert.equal(pool.stats().workers, 1);
      futures.push(pool.submit(hold, gate.port, 'b'));
      await gate.arrived('b');
      assert.equal(pool.stats().workers, 2);
      gate.releaseAll();
      await wait(futures);
    });

    it('are never more than asked for', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open(2);
      const futures = range(30).map((n) => pool.submit(hold, gate.port, String(n)));
      await gate.arrivedCount(2);
      assert.equal(pool.stats().workers, 2);
      gate.releaseAll();
      await wait(futures);
      assert.equal(pool.stats().workers, 2);
    });

    it('that are idle are used again instead of new ones', async () => {
      await using pool = subject.open(4);
      await pool.submit(multiply, 21, 2).result();
      await pool.submit(multiply, 6, 7).result();
      await pool.submit(multiply, 3, 14).result();
      assert.equal(pool.stats().workers, 1);
    });

    it('do not run in the caller', async () => {
      await using pool = subject.open();
      assert.notEqual(await pool.submit(workerName).result(), `${process.pid}:0`);
    });

    it('are the same for one task after another', async () => {
      await using pool = subject.open();
      const names = await collect(pool.map(workerNameOf, range(5)));
      assert.equal(new Set(names).size, 1);
    });

    it('are different for tasks that run together', async () => {
      await using gate = await Gate.open();
      await using pool = subject.open(2);
      const first = pool.submit(hold, gate.port, 'first');
      const name = await pool.submit(workerName).result();
      const second = pool.submit(hold, gate.port, 'second');
      await gate.arrived('first', 'second');
      gate.release('first');
      await first.result();
      assert.notEqual(await pool.submit(workerName).result(), name);
      gate.releaseAll();
      await second.result();
    });

    it('hold several tasks at a time with concurrency', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 1, concurrency: 3 });
      const futures = range(5).map((n) => pool.submit(hold, gate.port, String(n)));
      await gate.arrivedCount(3);
      assert.deepEqual([...gate.held].sort(), ['0', '1', '2']);
      assert.equal(pool.stats().running, 3);
      assert.equal(pool.stats().workers, 1);
      gate.releaseAll();
      await wait(futures);
    });

    it('fill up one by one: new ones start only when all are full', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 2, concurrency: 2 });
      const inputs = range(6).map((n) => ({ port: gate.port, label: String(n) }));
      const results = pool.map(holdInput, inputs);
      await gate.arrivedCount(4);
      assert.equal(pool.stats().running, 4);
      assert.equal(pool.stats().workers, 2);
      gate.releaseAll();
      assert.deepEqual(await collect(results), range(6).map(String));
    });

    it('are gone after shutdown', async () => {
      const pool = subject.open(2);
      await pool.submit(square, 1).result();
      await pool.shutdown();
      assert.equal(pool.stats().workers, 0);
    });
  });

  describe(`${subject.name}: ${subject.maxTasksOption}`, () => {
    it('replaces a worker after so many tasks', async () => {
      await using pool = subject.openPool({ workers: 1, maxTasks: 3 });
      const names: string[] = [];
      for (let turn = 0; turn < 7; turn += 1) names.push(await pool.submit(workerName).result());
      assert.equal(new Set(names.slice(0, 3)).size, 1);
      assert.equal(new Set(names.slice(3, 6)).size, 1);
      assert.equal(new Set(names).size, 3);
    });

    it('replaces workers while tasks wait in the queue', async () => {
      await using pool = subject.openPool({ workers: 1, maxTasks: 2 });
      const futures = range(6).map(() => pool.submit(workerName));
      const names = await Promise.all(futures.map((future) => future.result()));
      assert.equal(names[0], names[1]);
      assert.equal(names[2], names[3]);
      assert.equal(new Set(names).size, 3);
    });

    it('counts the items of a map, whatever travels together', async () => {
      await using pool = subject.openPool({ workers: 1, maxTasks: 2 });
      const names = await collect(pool.map(workerNameOf, range(6), { chunkSize: 4 }));
      assert.equal(new Set(names).size, 3);
    });

    it('never has more workers than asked for', async () => {
      await using pool = subject.openPool({ workers: 1, maxTasks: 1 });
      for (let turn = 0; turn < 4; turn += 1) {
        await pool.submit(square, turn).result();
        assert.ok(pool.stats().workers <= 1);
      }
    });

    it('loses nothing in a shutdown right after submitting', async () => {
      const pool = subject.openPool({ workers: 2, maxTasks: 1 });
      const futures = range(6).map((n) => pool.submit(square, n));
      await pool.shutdown();
      assert.deepEqual(
        await Promise.all(futures.map((future) => future.result())),
        range(6).map((n) => n * n),
      );
    });

    it('does not end a worker under a task that still runs in it', async () => {
      await using gate = await Gate.open();
      await using pool = subject.openPool({ workers: 1, concurrency: 2, maxTasks: 2 });
      const slow = pool.submit(hold, gate.port, 'slow');
      assert.equal(await pool.submit(square, 2).result(), 4);
      const next = pool.submit(hold, gate.port, 'next');
      gate.releaseAll();
      assert.deepEqual([await slow.result(), await next.result()], ['slow', 'next']);
    });
  });
}
