import assert from 'node:assert/strict';
import { test } from 'node:test';

import mixed from '../../workloads/mixed.js';
import { prepareBatch } from './one-batch.js';

test('all waiting computes nothing', async () => {
  await using batch = await prepareBatch(mixed, { cpuShare: 0, totalMs: 8 }, 2);
  assert.deepEqual(batch.inputs, [
    { waitMs: 8, steps: 0, seed: 0 },
    { waitMs: 8, steps: 0, seed: 1 },
  ]);
});

test('all computing does not wait', async () => {
  await using batch = await prepareBatch(mixed, { cpuShare: 1, totalMs: 8 }, 1);
  const { stepsPerMs } = batch.context as { stepsPerMs: number };
  assert.deepEqual(batch.inputs, [{ waitMs: 0, steps: 8 * stepsPerMs, seed: 0 }]);
});

test('a share outside 0 to 1 is refused with the value', async () => {
  for (const cpuShare of [-0.1, 1.1, NaN]) {
    await assert.rejects(prepareBatch(mixed, { cpuShare }, 1), {
      name: 'RangeError',
      message: `cpuShare: expected a number from 0 to 1, received ${cpuShare}`,
    });
  }
});
