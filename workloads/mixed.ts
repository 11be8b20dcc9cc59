import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { defineWorkload } from 'loop-or-pool';

import { lcgAfter, lcgJump, measureStepsPerMs } from './mixed/lcg.js';

interface MixedInput {
  waitMs: number;
  /** An amount of work, not a time: a task that shares its CPU takes longer, as real work does. */
  steps: number;
  seed: number;
}

export default defineWorkload({
  name: 'mixed',
  nature: 'mixed',
  description: 'waits for a timer, then computes on the loop; cpuShare says how much of which',
  params: { cpuShare: 0.25, totalMs: 20 },
  setup: () => ({ context: { stepsPerMs: measureStepsPerMs() } }),
  inputs({ params: { cpuShare, totalMs }, context, tasks }): MixedInput[] {
    if (!(cpuShare >= 0 && cpuShare <= 1)) {
      throw new RangeError(`cpuShare: expected a number from 0 to 1, received ${cpuShare}`);
    }
    const waitMs = totalMs * (1 - cpuShare);
    const steps = Math.round(totalMs * cpuShare * context.stepsPerMs);
    return Array.from({ length: tasks }, (_, index) => ({ waitMs, steps, seed: index }));
  },
  async run({ waitMs, steps, seed }: MixedInput) {
    if (waitMs > 0) await sleep(waitMs);
    return lcgAfter(steps, seed);
  },
  verify(outputs, { params: { cpuShare, totalMs }, context, tasks }) {
    const steps = Math.round(totalMs * cpuShare * context.stepsPerMs);
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, seed) => lcgJump(steps, seed)),
    );
  },
});
