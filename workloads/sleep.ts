import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { defineWorkload } from 'loop-or-pool';

/** A timer may fire up to this much before its time by the finer clock. */
const timerEarlinessMs = 1;

export default defineWorkload({
  name: 'sleep',
  nature: 'io',
  description: 'waits for a timer and lets go of the loop meanwhile',
  params: { ms: 20 },
  async run({ ms }: { ms: number }) {
    const started = performance.now();
    await sleep(ms);
    return { sleptLongEnough: performance.now() - started >= ms - timerEarlinessMs };
  },
  verify(outputs, { tasks }) {
    assert.deepEqual(outputs, Array(tasks).fill({ sleptLongEnough: true }));
  },
});
