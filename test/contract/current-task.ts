/** `currentTask()`: which lane a task runs in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { currentTask, wait } from '../../src/index.js';
import { holdWithLane } from '../fixtures/tasks/gated.js';
import { laneInHelper, laneNow, laneOf, laneThroughAwaits } from '../fixtures/tasks/lanes.js';
import { square } from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function currentTaskContract(subject: Subject): void {
  describe(`${subject.name}: currentTask`, () => {
    const shared = shareExecutor(subject);

    it('is undefined outside a task', async () => {
      assert.equal(currentTask(), undefined);
      const future = shared().submit(square, 1);
      assert.equal(currentTask(), undefined);
      await future.result();
      assert.equal(currentTask(), undefined);
    });

    it('is undefined in callbacks', async () => {
      const future = shared().submit(square, 1);
      const seen: unknown[] = [];
      future.addDoneCallback(() => seen.push(currentTask()));
      await future.result();
      assert.deepEqual(seen, [undefined]);
    });

    it('names lane 0 where there is one slot', async () => {
      assert.equal(await shared().submit(laneNow).result(), 0);
      assert.equal(await shared().submit(laneNow).result(), 0);
    });

    it('keeps its lane across awaits, timers and nested calls', async () => {
      assert.deepEqual(await shared().submit(laneThroughAwaits).result(), [0, 0, 0, 0]);
    });

    it('is known to the tasks of a map', async () => {
      assert.deepEqual(await collect(shared().map(laneOf, range(5))), [0, 0, 0, 0, 0]);
    });

    it('is known to a helper that asks only after an await', async () => {
      assert.deepEqual(await shared().submit(laneInHelper).result(), 0);
    });

    if (subject.isConcurrent) {
      it('gives tasks that run together different lanes', async () => {
        await using executor = subject.open(3);
        await using gate = await Gate.open();
        const futures = ['a', 'b', 'c'].map((label) =>
          executor.submit(holdWithLane, gate.port, label),
        );
        await gate.arrived('a', 'b', 'c');
        gate.releaseAll();
        const lanes = await Promise.all(futures.map((future) => future.result()));
        assert.deepEqual(lanes.map(({ before }) => before).sort(), [0, 1, 2]);
        for (const { before, after } of lanes) assert.equal(after, before);
      });

      it('gives a freed lane to the next task', async () => {
        await using executor = subject.open(2);
        await using gate = await Gate.open();
        const [a, b, c] = ['a', 'b', 'c'].map((label) =>
          executor.submit(holdWithLane, gate.port, label),
        );
        await gate.arrived('a', 'b');
        gate.release('b');
        const { before: freed } = await b!.result();
        await gate.arrived('c');
        gate.releaseAll();
        assert.equal((await c!.result()).before, freed);
        await wait([a!]);
      });

      it('never names a lane beyond its slots', async () => {
        await using executor = subject.open(2);
        const lanes = await collect(executor.map(laneOf, range(50)));
        assert.ok(
          lanes.every((lane) => lane === 0 || lane === 1),
          lanes.join(),
        );
      });
    }
  });
}
