import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

const timerEarlinessMs = 1;

export default defineWorkload({
  name: 'blocking-sleep',
  nature: 'io',
  description: 'waits synchronously and holds the loop meanwhile, like execSync or readFileSync',
  params: { ms: 5 },
  run({ ms }: { ms: number }) {
    const started = performance.now();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    return { sleptLongEnough: performance.now() - started >= ms - timerEarlinessMs };
  },
  verify(outputs, { tasks }) {
    assert.deepEqual(outputs, Array(tasks).fill({ sleptLongEnough: true }));
  },
});
