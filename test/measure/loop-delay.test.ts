import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { LoopDelayMonitor } from '../../src/measure/loop-delay.js';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not near ${expected}`);

function blockLoop(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** What is told of a loop that is blocked at the start of each period for 100 s, on a clock of our own. */
function delayOf(t: TestContext, blockMs: number, periodMs: number) {
  let nowMs = 0;
  t.mock.method(performance, 'now', () => nowMs);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const pass = (ms: number) => {
    nowMs += ms;
    t.mock.timers.tick(ms);
  };
  const monitor = new LoopDelayMonitor(10);
  monitor.start();
  for (let period = 0; period < 100_000 / periodMs; period++) {
    if (blockMs > 0) pass(blockMs);
    for (let ms = blockMs; ms < periodMs; ms++) pass(1);
  }
  monitor.stop();
  t.mock.reset();
  return monitor.delay();
}

test('a loop that is never blocked delays nobody', (t) => {
  assert.deepEqual(delayOf(t, 0, 10), { p50: 0, p99: 0, max: 0 });
});

for (const [blockMs, periodMs] of [
  [5, 5],
  [6, 20],
  [10, 20],
  [8, 10],
  [20, 20],
  [30, 40],
  [100, 100],
  [100, 1_000],
] as const) {
  test(`a loop blocked for ${blockMs} of every ${periodMs} ms tells how long any moment has to wait`, (t) => {
    const { p50, p99, max } = delayOf(t, blockMs, periodMs);
    // Of all moments, (block - wait) / period wait longer.
    const truth = (share: number) => Math.max(0, blockMs - (1 - share) * periodMs);
    for (const [told, true_] of [
      [p50, truth(0.5)],
      [p99, truth(0.99)],
      [max, blockMs],
    ] as const) {
      assert.ok(Math.abs(told - true_) <= 1 + 0.05 * blockMs, `${told} ms, in truth ${true_}`);
    }
  });
}

test('a loop that is blocked from start to stop shows as one block of that length', () => {
  const monitor = new LoopDelayMonitor(1);
  const startMs = performance.now();
  monitor.start();
  blockLoop(60);
  monitor.stop();
  const blockedMs = performance.now() - startMs;
  const { p50, max } = monitor.delay();
  assert.ok(max >= 55 && max <= blockedMs, `max ${max} of ${blockedMs} ms`);
  assert.ok(Math.abs(p50 - max / 2) <= 1, `p50 ${p50} of ${max} ms`);
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
