import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueBehindOwnThreads } from '../../src/measure/loop-queue.js';

const cases: [
  title: string,
  busyMs: number,
  cpuMs: number,
  thread: [number, number],
  ms: number,
][] = [
  ['a thread of the pool that woke up on its CPU', 8, 99, [1, 6], 6],
  ['no more than it was busy without computing', 8, 99, [5, 6], 3],
  ['no other program: nothing of its own computed meanwhile', 100, 60, [60, 40], 0],
  ['other programs only in part', 100, 70, [60, 40], 10],
  ['nobody if it computed all the time, whatever the clocks round', 100, 100.4, [100.3, 2], 0],
];

for (const [title, busyMs, cpuMs, [ownMs, queueMs], expected] of cases) {
  test(`a busy loop waits for ${title}`, () => {
    const waitedMs = queueBehindOwnThreads(busyMs, cpuMs, { cpuMs: ownMs, queueMs });
    assert.ok(Math.abs(waitedMs - expected) < 1e-9, `${waitedMs}`);
  });
}
