/** `with({ priority })`: higher first, first come first served among equals. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wait, type Executor } from '../../src/index.js';
import { hold, holdInput } from '../fixtures/tasks/gated.js';
import { Gate } from './gate.js';
import { collect, range } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { Subject } from './subjects.js';

export function priorityContract(subject: Subject): void {
  describe(`${subject.name}: priority`, () => {
    const shared = shareExecutor(subject);

    /** Submits behind a task that holds the only slot, then lets all go; returns their order. */
    async function orderOf(plan: readonly (readonly [string, number | undefined])[]) {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      await gate.arrived('first');
      const futures = plan.map(([label, priority]) =>
        through(shared(), priority).submit(hold, gate.port, label),
      );
      gate.releaseAll();
      await wait([first, ...futures]);
      return gate.arrivals.slice(1);
    }

    function through(executor: Executor, priority: number | undefined) {
      return priority === undefined ? executor : executor.with({ priority });
    }

    it('lets higher ones go first', async () => {
      assert.deepEqual(
        await orderOf([
          ['low', 1],
          ['high', 3],
          ['middle', 2],
        ]),
        ['high', 'middle', 'low'],
      );
    });

    it('is 0 where none is given, below zero later', async () => {
      assert.deepEqual(
        await orderOf([
          ['after', -1],
          ['none', undefined],
          ['zero', 0],
          ['before', 1],
        ]),
        ['before', 'none', 'zero', 'after'],
      );
    });

    it('keeps the order of submission among equals', async () => {
      const plan = range(30).map((n) => [String(n), n % 3] as const);
      const expected = [2, 1, 0].flatMap((rank) =>
        range(30)
          .filter((n) => n % 3 === rank)
          .map(String),
      );
      assert.deepEqual(await orderOf(plan), expected);
    });

    it('knows fractions and large numbers', async () => {
      assert.deepEqual(
        await orderOf([
          ['half', 0.5],
          ['million', 1e6],
          ['quarter', 0.25],
        ]),
        ['million', 'half', 'quarter'],
      );
    });

    it('never stops what runs', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const urgent = shared().with({ priority: 100 }).submit(hold, gate.port, 'urgent');
      await gate.arrived('first');
      assert.deepEqual([first.state, urgent.state], ['running', 'pending']);
      gate.releaseAll();
      await wait([first, urgent]);
      assert.deepEqual(gate.arrivals, ['first', 'urgent']);
    });

    it('leaves out what was cancelled in between', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      const futures = [1, 5, 3, 4, 2].map((priority) =>
        shared().with({ priority }).submit(hold, gate.port, String(priority)),
      );
      futures[3]!.cancel();
      futures[1]!.cancel();
      gate.releaseAll();
      await wait([first, ...futures]);
      assert.deepEqual(gate.arrivals, ['first', '3', '2', '1']);
    });

    it('holds for all tasks of a map', async () => {
      await using gate = await Gate.open();
      const first = shared().submit(hold, gate.port, 'first');
      await gate.arrived('first');
      const inputs = (labels: string[]) => labels.map((label) => ({ port: gate.port, label }));
      const low = shared().map(holdInput, inputs(['a', 'b']));
      const high = shared()
        .with({ priority: 1 })
        .map(holdInput, inputs(['c', 'd']));
      gate.releaseAll();
      await first.result();
      assert.deepEqual(await Promise.all([collect(low), collect(high)]), [
        ['a', 'b'],
        ['c', 'd'],
      ]);
      assert.deepEqual(gate.arrivals, ['first', 'c', 'd', 'a', 'b']);
    });
  });
}
