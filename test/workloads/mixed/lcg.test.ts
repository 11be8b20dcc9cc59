import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fc } from '../../fast-check.js';

import { lcgAfter, lcgJump, measureStepsPerMs } from '../../../workloads/mixed/lcg.js';

test('the jump lands where the steps arrive', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(), (steps, seed) => {
      assert.equal(lcgJump(steps, seed), lcgAfter(steps, seed));
    }),
  );
});

test('the first step is the published recurrence, a x + c modulo 2^32', () => {
  assert.equal(lcgAfter(1, 0), 1013904223);
  assert.equal(lcgAfter(1, 1), 1013904223 + 1664525);
});

test('the speed of a machine is a whole number of steps', () => {
  const stepsPerMs = measureStepsPerMs();
  assert.ok(Number.isSafeInteger(stepsPerMs) && stepsPerMs > 0, `received ${stepsPerMs}`);
});
