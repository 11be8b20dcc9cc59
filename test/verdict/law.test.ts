import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { boundAt, boundOf, loneTask } from '../../src/verdict/law.js';
import { buildRecord } from './build-record.js';

const asyncPool = { workers: 1, concurrency: 20, tasks: 20 };
const workerPool = { workers: 2, concurrency: 1, tasks: 20 };

test('the smallest of slots, loops and CPUs is the bound', () => {
  const table: [place: typeof asyncPool, L: number, U: number, value: number, term: string][] = [
    [asyncPool, 0.01, 0.01, 20, 'concurrency'],
    [asyncPool, 0.25, 0.25, 4, 'loop'],
    [asyncPool, 0.02, 1, 2, 'cpus'],
    [workerPool, 1, 1, 2, 'concurrency'],
    [{ ...workerPool, concurrency: 10 }, 0.4, 0.4, 5, 'loop'],
    [{ ...workerPool, workers: 4 }, 1, 1, 2, 'cpus'],
    [{ ...workerPool, workers: 4 }, 1, 0.01, 4, 'concurrency'],
  ];
  for (const [place, loopShare, cpuShare, value, limitedBy] of table) {
    assert.deepEqual(boundAt(place, { loopShare, cpuShare }, 2), { value, limitedBy });
  }
});

test('more slots than tasks raise no bound', () => {
  assert.equal(boundAt({ ...asyncPool, tasks: 5 }, { loopShare: 0, cpuShare: 0 }, 2).value, 5);
});

test('a bound is at least 1 and more workers, slots or CPUs never lower it', () => {
  const share = fc.double({ min: 0, max: 4, noNaN: true });
  const count = fc.integer({ min: 1, max: 64 });
  fc.assert(
    fc.property(count, count, share, share, count, (workers, concurrency, L, U, cpus) => {
      const place = { workers, concurrency, tasks: 1000 };
      const task = { loopShare: Math.min(1, L), cpuShare: U };
      const { value } = boundAt(place, task, cpus);
      assert.ok(value >= 1 && Number.isFinite(value));
      assert.ok(boundAt({ ...place, workers: workers + 1 }, task, cpus).value >= value);
      assert.ok(boundAt({ ...place, concurrency: concurrency + 1 }, task, cpus).value >= value);
      assert.ok(boundAt(place, task, cpus + 1).value >= value);
    }),
  );
});

test('L and U are measured from the cell that runs one task at a time', () => {
  const { cells } = buildRecord({
    workloads: [{ loopShare: 0.3, cpuShare: 0.7, models: { 'event-loop': 1 } }],
  });
  const task = loneTask(cells[0]!, 1)!;
  assert.ok(Math.abs(task.loopShare.value - 0.3) < 1e-9);
  assert.ok(Math.abs(task.cpuShare.value - 0.7) < 1e-9);
});

test('L does not count when the loop waits for a CPU that the threads of the task have', () => {
  const { cells } = buildRecord({
    workloads: [{ loopShare: 0.3, cpuShare: 0.7, models: { 'event-loop': 1 } }],
  });
  for (const sample of cells[0]!.processes.flatMap(({ samples }) => samples)) {
    sample.loopQueueMs = 0.1 * sample.wallMs;
  }
  const task = loneTask(cells[0]!, 1)!;
  assert.ok(Math.abs(task.loopShare.value - 0.2) < 1e-9);
  assert.ok(Math.abs(task.cpuShare.value - 0.7) < 1e-9);
});

test("a bound's interval is that of L and U", () => {
  const exactly = (value: number) => ({ value, low: value, high: value, count: 9 });
  const loopShare = { value: 0.5, low: 0.4, high: 0.625, count: 9 };
  const bound = boundOf(asyncPool, { loopShare, cpuShare: exactly(0.5) }, 8);
  assert.deepEqual(bound, { value: 2, low: 1.6, high: 2.5, limitedBy: 'loop' });
});

test('other programs that lengthen some rounds do not change L and U', () => {
  const { cells } = buildRecord({
    rounds: 8,
    workloads: [{ loopShare: 0.8, cpuShare: 0.8, models: { 'event-loop': 1 } }],
  });
  for (const { samples } of cells[0]!.processes) {
    for (const sample of samples.slice(0, 4)) {
      sample.wallMs *= 2;
      sample.loopShare /= 2;
    }
  }
  const task = loneTask(cells[0]!, 1)!;
  assert.ok(Math.abs(task.loopShare.value - 0.8) < 1e-9);
  assert.ok(Math.abs(task.cpuShare.value - 0.8) < 1e-9);
});

test('tasks that cost half the CPU among others raise the upper end of the bound alone', () => {
  const exactly = (value: number) => ({ value, low: value, high: value, count: 9 });
  const computing = { loopShare: exactly(0.2), cpuShare: exactly(0.2) };
  const bound = { value: 5, low: 5, limitedBy: 'loop' };
  assert.deepEqual(boundOf(asyncPool, computing, 8, 2), { ...bound, high: 10 });
  const blocking = { loopShare: exactly(0.2), cpuShare: exactly(0) };
  assert.deepEqual(boundOf(asyncPool, blocking, 8, 2), { ...bound, high: 5 });
});
