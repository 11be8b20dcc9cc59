import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { asLane, currentTask, occupy, runAs } from '../../src/executors/current-task.js';

/** The word itself would give away that a function may ask. */
const ask = () => currentTask()?.lane;

describe('the current task', () => {
  it('is that of the function that is being called, and of nobody afterwards', () => {
    assert.equal(runAs({ lane: 3 }, ask, undefined), 3);
    assert.equal(currentTask(), undefined);
  });

  it('is the inner one in a task that runs another', () => {
    const both = () => [ask(), runAs({ lane: 2 }, ask, undefined), ask()];
    assert.deepEqual(runAs({ lane: 1 }, both, undefined), [1, 2, 1]);
  });

  it('is still known after an await, to the first that asks as to the next', async () => {
    const askLater = async () => {
      await null;
      return ask();
    };
    const lane = (number: number) =>
      asLane(number, async () => await runAs({ lane: number }, askLater, undefined));
    assert.deepEqual(await Promise.all([lane(5)(), lane(6)()]), [5, 6]);
    assert.deepEqual(await Promise.all([lane(7)(), lane(8)()]), [7, 8]);
  });

  it('keeps the signal of a task that has one', async () => {
    const { signal } = new AbortController();
    const askLater = async () => {
      await null;
      return currentTask()?.signal;
    };
    assert.equal(await runAs({ lane: 0, signal }, askLater, undefined), signal);
  });

  it('is all there is in a worker that runs one at a time', () => {
    occupy({ lane: 4 });
    assert.equal(ask(), 4);
    occupy(undefined);
    assert.equal(ask(), undefined);
  });
});
