import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ChunkSizer } from '../../src/executors/chunk-sizer.js';

const MANY = 1_000_000;

/** Sizes of successive chunks of tasks that take so long each. */
function sizes(taskMs: number, chunks: number, pending = MANY): number[] {
  const sizer = new ChunkSizer();
  return Array.from({ length: chunks }, () => {
    const size = sizer.next(pending, 2);
    sizer.measured(size, size * taskMs);
    return size;
  });
}

describe('the size of a chunk', () => {
  it('starts with one and grows fourfold while tasks are tiny', () => {
    assert.deepEqual(sizes(0.0001, 6), [1, 4, 16, 64, 256, 1024]);
  });

  it('stops at two milliseconds of work', () => {
    assert.equal(sizes(0.01, 20).at(-1), 200);
  });

  it('stays one for tasks of two milliseconds', () => {
    assert.deepEqual(sizes(2, 5), [1, 1, 1, 1, 1]);
  });

  it('shrinks at once when tasks become slow', () => {
    const sizer = new ChunkSizer();
    for (const tasks of [1, 4, 16]) sizer.measured(tasks, 0.001);
    assert.equal(sizer.next(MANY, 2), 64);
    sizer.measured(64, 640);
    assert.equal(sizer.next(MANY, 2), 1);
  });

  it('leaves every slot a share of what is left', () => {
    const sizer = new ChunkSizer();
    for (const tasks of [1, 4, 16]) sizer.measured(tasks, tasks * 0.05);
    assert.equal(sizer.next(40, 2), 10);
    assert.equal(sizer.next(1, 2), 1);
  });

  it('does not divide what is done sooner than sent', () => {
    const sizer = new ChunkSizer();
    for (let tasks = 1; tasks < 1024; tasks *= 4) sizer.measured(tasks, tasks * 0.001);
    assert.equal(sizer.next(400, 2), 200);
    assert.equal(sizer.next(150, 2), 150);
  });

  it('stays bounded for tasks that take no time at all', () => {
    assert.ok(Math.max(...sizes(0, 30)) <= 4096);
  });

  it('lets tasks wait behind others only once they were seen to be quick', () => {
    const sizer = new ChunkSizer();
    assert.equal(sizer.isQuick, false);
    sizer.measured(2, 10);
    assert.equal(sizer.isQuick, true);
    sizer.measured(1, 50);
    assert.equal(sizer.isQuick, false);
  });
});
