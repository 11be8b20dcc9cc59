import assert from 'node:assert/strict';
import { test } from 'node:test';
import { robustDeviation, withoutOutliers } from '../../src/statistics/outliers.js';
import { normalNoise } from './noise.js';

test('the robust deviation of normal values is their standard deviation', () => {
  const noise = normalNoise(3, 1);
  const values = Array.from({ length: 20_000 }, () => noise());
  assert.ok(Math.abs(robustDeviation(values) - 3) < 0.08);
});

test('what lies far off goes and the rest stays', () => {
  assert.deepEqual(withoutOutliers([10, 11, 9, 10, 12, 90, 8, -50]), [10, 11, 9, 10, 12, 8]);
});

test('of values that mostly agree none is an outlier', () => {
  assert.deepEqual(withoutOutliers([5, 5, 5, 6]), [5, 5, 5, 6]);
  assert.deepEqual(withoutOutliers([]), []);
});
