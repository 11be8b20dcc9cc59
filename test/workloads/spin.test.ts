import assert from 'node:assert/strict';
import { test } from 'node:test';

import spin from '../../workloads/spin.js';
import { prepareBatch } from './one-batch.js';

test('a task is as many steps as fit in its length, and at least one', async () => {
  await using long = await prepareBatch(spin, { lengthUs: 2_000 }, 1);
  const { stepsPerMs } = long.context as { stepsPerMs: number };
  assert.deepEqual(long.inputs, [{ steps: 2 * stepsPerMs, seed: 0 }]);
  await using short = await prepareBatch(spin, { lengthUs: 1e-9 }, 1);
  assert.deepEqual(short.inputs, [{ steps: 1, seed: 0 }]);
});

test('a length that is none is refused with the value', async () => {
  for (const lengthUs of [0, -1, NaN]) {
    await assert.rejects(prepareBatch(spin, { lengthUs }, 1), {
      name: 'RangeError',
      message: `lengthUs: expected a number above 0, received ${lengthUs}`,
    });
  }
});
