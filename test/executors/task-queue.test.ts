import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fc } from '../fast-check.js';

import { TaskQueue, type Queued } from '../../src/executors/task-queue.js';

interface Item extends Queued {
  id: number;
}

const item = (id: number, priority = 0): Item => ({
  id,
  priority,
  ahead: undefined,
  behind: undefined,
});

/** Empties the queue from the front. */
function drain(queue: TaskQueue<Item>): number[] {
  const ids: number[] = [];
  for (let first = queue.first; first !== undefined; first = queue.first) {
    ids.push(first.id);
    queue.remove(first);
  }
  return ids;
}

describe('the queue', () => {
  it('hands out what came first, of the highest priority', () => {
    const queue = new TaskQueue<Item>();
    for (const [id, priority] of [
      [1, 0],
      [2, 5],
      [3, 0],
      [4, -1],
      [5, 5],
    ] as const) {
      queue.push(item(id, priority));
    }
    assert.deepEqual(drain(queue), [2, 5, 1, 3, 4]);
  });

  it('loses an item at the front, in the middle and at the end', () => {
    for (const gone of [0, 2, 4]) {
      const queue = new TaskQueue<Item>();
      const items = [0, 1, 2, 3, 4].map((id) => item(id));
      for (const each of items) queue.push(each);
      queue.remove(items[gone]!);
      assert.deepEqual(
        drain(queue),
        [0, 1, 2, 3, 4].filter((id) => id !== gone),
      );
    }
  });

  it('takes an item again that it lost', () => {
    const queue = new TaskQueue<Item>();
    const again = item(1);
    queue.push(again);
    queue.push(item(2));
    queue.remove(again);
    queue.push(again);
    assert.deepEqual(drain(queue), [2, 1]);
  });

  it('is in the order of a stable sort, whatever is pushed and removed', () => {
    const step = fc.record({ priority: fc.integer({ min: -2, max: 2 }), removes: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new TaskQueue<Item>();
        let waiting: Item[] = [];
        for (const [id, { priority, removes }] of steps.entries()) {
          const pushed = item(id, priority);
          queue.push(pushed);
          waiting.push(pushed);
          const victim = waiting[removes];
          if (victim !== undefined) {
            queue.remove(victim);
            waiting = waiting.filter((each) => each !== victim);
          }
        }
        const sorted = waiting.toSorted((a, b) => b.priority - a.priority || a.id - b.id);
        assert.deepEqual(
          drain(queue),
          sorted.map(({ id }) => id),
        );
      }),
    );
  });
});
