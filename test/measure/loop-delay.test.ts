import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoopDelayMonitor, delayAt } from '../../src/measure/loop-delay.js';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not near ${expected}`);

function blockLoop(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('a loop that is never blocked delays nobody', () => {
  assert.equal(delayAt(0.99, [], 1_000), 0);
});

test('during one long block the wait is uniform between zero and its length', () => {
  near(delayAt(0.5, [100], 100), 50);
  near(delayAt(0.99, [100], 100), 99);
});

test('a block weighs by its length, not as one reading among many', () => {
  // Free for 900 ms, then blocked for 100 ms: a tenth of all requests wait, one in a hundred 90 ms.
  assert.equal(delayAt(0.5, [100], 1_000), 0);
  near(delayAt(0.95, [100], 1_000), 50);
  near(delayAt(0.99, [100], 1_000), 90);
});

test('a loop that is blocked from start to stop shows as one block of that length', () => {
  const monitor = new LoopDelayMonitor(1);
  const startMs = performance.now();
  monitor.start();
  blockLoop(60);
  monitor.stop();
  const blockedMs = performance.now() - startMs;
  const { p50, max } = monitor.delay();
  assert.ok(max >= 55 && max <= blockedMs, `max ${max} of ${blockedMs} ms`);
  near(p50, (max - 1) / 2);
  assert.equal(monitor.blocked.length, 1);
  const [[from, to]] = monitor.blocked as [[number, number]];
  near(to - from, max);
  assert.ok(from >= 0 && to <= blockedMs);
});

test('what happens between stop and start does not count', () => {
  const monitor = new LoopDelayMonitor(10);
  monitor.start();
  monitor.stop();
  blockLoop(60);
  const startMs = performance.now();
  monitor.start();
  monitor.stop();
  assert.ok(monitor.delay().max <= performance.now() - startMs);
});
