import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taskTimes } from '../../src/measure/percentiles.js';
import { Histogram } from '../../src/statistics/histogram.js';

/** The times of so many tasks: 1, 2, 3 ms and so on. */
function upTo(count: number) {
  const histogram = new Histogram();
  for (let ms = 1; ms <= count; ms += 1) histogram.add(ms);
  return taskTimes(histogram);
}

function assertWithin1Percent(actual: number | null, expected: number): void {
  assert.ok(actual !== null && Math.abs(actual / expected - 1) < 0.01, `${actual}`);
}

test('twenty tasks back a median and a maximum, but no tail', () => {
  const { p50, ...others } = upTo(20);
  assertWithin1Percent(p50, 10);
  assert.deepEqual(others, { p90: null, p99: null, max: 20, count: 20 });
});

test('a percentile is shown from ten values beyond it on', () => {
  assert.equal(upTo(99).p90, null);
  assertWithin1Percent(upTo(100).p90, 90);
  assert.equal(upTo(999).p99, null);
  assertWithin1Percent(upTo(1_000).p99, 990);
});

test('a single task is nearly its own median', () => {
  const { p50, max } = upTo(1);
  assertWithin1Percent(p50, 1);
  assert.equal(max, 1);
});
