/**
 * Many tasks, many executors, many crashes. By default each case takes seconds;
 * LOOP_OR_POOL_STRESS=full runs the numbers that a release is held to.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  AsyncPoolExecutor,
  EventLoopExecutor,
  ProcessPoolExecutor,
  wait,
  WorkerLostError,
  WorkerPoolExecutor,
  type Executor,
} from '../../src/index.js';
import { identity, square } from '../fixtures/tasks/plain.js';
import { range } from './outcome.js';
import { childPids, eventually, excess, resources } from './resources.js';

const isFull = process.env['LOOP_OR_POOL_STRESS'] === 'full';
const collectGarbage = globalThis.gc ?? assert.fail('run with --expose-gc');

function heapBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A seeded generator (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a million small tasks through map', () => {
  for (const [name, open, bufferSize] of [
    ['worker-pool', () => new WorkerPoolExecutor({ workers: 2 }), 10_000],
    ['async-pool', () => new AsyncPoolExecutor({ concurrency: 20 }), 10_000],
  ] as const) {
    it(`come out of ${name} in exact order, in constant memory`, async () => {
      const count = isFull || name === 'worker-pool' ? 1_000_000 : 200_000;
      await using executor = open();
      function* inputs(): Iterable<number> {
        for (let n = 0; n < count; n += 1) yield n;
      }
      const results = executor.map(identity, inputs(), { bufferSize });
      let expected = 0;
      let before = 0;
      for await (const result of results) {
        if (result !== expected) assert.fail(`result ${String(result)} came at place ${expected}`);
        expected += 1;
        if (expected === 50_000) before = heapBytes();
      }
      assert.equal(expected, count);
      const growthBytes = heapBytes() - before;
      assert.ok(growthBytes < 50e6, `the heap grew by ${growthBytes} bytes`);
    });
  }
});

describe('ten thousand tasks on children that are killed at random', () => {
  it('settle once each: with their exact result, or with WorkerLostError', async () => {
    const tasks = 10_000;
    const kills = isFull ? 60 : 12;
    const random = randomFrom(20260101);
    const killAt = new Set(range(kills).map(() => Math.floor(random() * tasks)));
    await using pool = new ProcessPoolExecutor({ workers: 2, onCrash: 'replace' });
    const settlings = new Uint8Array(tasks);
    let settled = 0;
    const futures = range(tasks).map((n) => {
      const future = pool.submit(square, n);
      future.addDoneCallback(() => {
        settlings[n]! += 1;
        settled += 1;
        if (killAt.has(settled)) killOne(random);
      });
      return future;
    });
    await wait(futures);
    assert.ok(settlings.every((count) => count === 1));
    let lost = 0;
    for (const [n, future] of futures.entries()) {
      const snapshot = future.snapshot();
      if ('value' in snapshot) assert.equal(snapshot.value, n * n);
      else if ('error' in snapshot && snapshot.error instanceof WorkerLostError) lost += 1;
      else assert.fail(`${future} at ${n}`);
    }
    assert.ok(lost > 0, 'no child was killed in the middle of a task');
    assert.equal(await pool.submit(square, 12).result(), 144);
  });

  function killOne(random: () => number): void {
    const pids = childPids(process.pid);
    const pid = pids[Math.floor(random() * pids.length)];
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }
});

describe('opening, using and closing again and again', () => {
  for (const [name, cycles, open] of [
    ['event-loop', 10_000, () => new EventLoopExecutor()],
    ['async-pool', 10_000, () => new AsyncPoolExecutor({ concurrency: 3 })],
    ['worker-pool', isFull ? 200 : 30, () => new WorkerPoolExecutor({ workers: 1 })],
    ['process-pool', isFull ? 200 : 12, () => new ProcessPoolExecutor({ workers: 1 })],
  ] as const) {
    it(`leaves nothing of ${cycles} ${name}s`, async () => {
      const warmUp = Math.ceil(cycles / 10);
      await cycle(open, warmUp);
      const [before, heapBefore] = [resources(), heapBytes()];
      await cycle(open, cycles);
      const left = await eventually(
        () => excess(resources(), before),
        (names) => names.length === 0,
      );
      assert.deepEqual(left, []);
      const growthBytes = heapBytes() - heapBefore;
      assert.ok(growthBytes < 5e6, `the heap grew by ${growthBytes} bytes`);
    });
  }

  async function cycle(open: () => Executor, times: number): Promise<void> {
    for (let turn = 0; turn < times; turn += 1) {
      await using executor = open();
      assert.equal(await executor.submit(square, turn).result(), turn * turn);
    }
  }
});

describe('a long queue', () => {
  for (const [name, open] of [
    ['async-pool', () => new AsyncPoolExecutor({ concurrency: 1 })],
    ['worker-pool', () => new WorkerPoolExecutor({ workers: 1 })],
  ] as const) {
    it(`of 100,000 futures of ${name} is cancelled from anywhere in it`, async () => {
      await using executor = open();
      const futures = range(100_000).map((n) => executor.submit(square, n));
      for (let at = futures.length - 1; at > 0; at -= 2) assert.ok(futures[at]!.cancel());
      await executor.shutdown({ cancelFutures: true });
      assert.ok(futures.every((future) => future.done()));
      assert.equal(executor.stats().finished, 100_000);
    });
  }
});
