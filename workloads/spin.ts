import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

import { lcgAfter, lcgJump, measureStepsPerMs } from './mixed/lcg.js';

interface SpinInput {
  /** An amount of work, not a time: a task that shares its CPU takes longer, as real work does. */
  steps: number;
  seed: number;
}

export default defineWorkload({
  name: 'spin',
  nature: 'cpu',
  description: 'computes for so many microseconds, by the steps this machine does in a millisecond',
  params: { lengthUs: 1000 },
  setup: () => ({ context: { stepsPerMs: measureStepsPerMs() } }),
  inputs({ params, context, tasks }): SpinInput[] {
    const steps = stepsOf(params.lengthUs, context.stepsPerMs);
    return Array.from({ length: tasks }, (_, index) => ({ steps, seed: index }));
  },
  run: ({ steps, seed }: SpinInput) => lcgAfter(steps, seed),
  verify(outputs, { params, context, tasks }) {
    const steps = stepsOf(params.lengthUs, context.stepsPerMs);
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, seed) => lcgJump(steps, seed)),
    );
  },
});

function stepsOf(lengthUs: number, stepsPerMs: number): number {
  if (!(lengthUs > 0)) {
    throw new RangeError(`lengthUs: expected a number above 0, received ${lengthUs}`);
  }
  return Math.max(1, Math.round((lengthUs / 1000) * stepsPerMs));
}
