import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taskTimes } from '../../src/measure/percentiles.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);

test('twenty tasks back a median and a maximum, but no tail', () => {
  assert.deepEqual(taskTimes(upTo(20)), { p50: 10, p90: null, p99: null, max: 20, count: 20 });
});

test('a percentile is shown from ten values beyond it on', () => {
  assert.equal(taskTimes(upTo(99)).p90, null);
  assert.equal(taskTimes(upTo(100)).p90, 90);
  assert.equal(taskTimes(upTo(999)).p99, null);
  assert.equal(taskTimes(upTo(1_000)).p99, 990);
});

test('a single task is its own median', () => {
  assert.deepEqual(taskTimes([7]), { p50: 7, p90: null, p99: null, max: 7, count: 1 });
});
