import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fc } from '../fast-check.js';

import { NOT_YET, Row } from '../../src/executors/row.js';

describe('the row of a map', () => {
  it('hands out results in input order, however they come in', () => {
    const row = new Row();
    row.fill(['a', 'b', 'c']);
    const tasks = [row.begin(), row.begin(), row.begin()];
    assert.deepEqual(
      tasks.map((task) => row.takeInput(task)),
      ['a', 'b', 'c'],
    );
    row.settle(2, 'C');
    assert.equal(row.handOut(), NOT_YET);
    row.settle(0, 'A');
    assert.equal(row.handOut(), 'A');
    assert.equal(row.handOut(), NOT_YET);
    row.settle(1, 'B');
    assert.deepEqual([row.handOut(), row.handOut()], ['B', 'C']);
    assert.equal(row.buffered, 0);
  });

  it('does not take an input for a result', () => {
    const row = new Row();
    row.push('input');
    assert.equal(row.handOut(), NOT_YET);
  });

  it('is settled when every task that was read has an outcome', () => {
    const row = new Row();
    row.fill([1, 2]);
    row.settle(row.begin(), 'one');
    assert.equal(row.isSettled, false);
    row.handOut();
    row.settle(row.begin(), 'two');
    assert.equal(row.isSettled, true);
    row.push(3);
    assert.equal(row.isSettled, false);
  });

  it('forgets the inputs that no task has begun with', () => {
    const row = new Row();
    row.fill([1, 2, 3]);
    row.settle(row.begin(), 'one');
    assert.equal(row.dropPending(), 2);
    assert.deepEqual([row.pending, row.buffered], [0, 1]);
    assert.equal(row.handOut(), 'one');
  });

  it('keeps its order over any number of tasks and any distance between reading and handing out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 3000 }),
        (n, gap) => {
          const row = new Row();
          const handedOut: unknown[] = [];
          for (let input = 0; input < n; input++) {
            row.push(input);
            const task = row.begin();
            row.settle(task, row.takeInput(task));
            if (row.buffered > gap) handedOut.push(row.handOut());
          }
          while (row.buffered > 0) handedOut.push(row.handOut());
          assert.deepEqual(handedOut, [...Array(n).keys()]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
