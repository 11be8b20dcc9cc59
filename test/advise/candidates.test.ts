import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchSize } from '../../src/advise/batch-size.js';
import {
  candidatesFor,
  halvings,
  promising,
  worthConfirming,
  type Candidate,
} from '../../src/advise/candidates.js';
import { formatModel, type ModelName } from '../../src/executors/model-spec.js';
import type { LoneWork, Machine } from '../../src/verdict/prediction.js';

const smallMachine = { cpus: 2, uvThreads: 4 };

test('work that waits is looked at in one loop and in threads, with ever more in flight', () => {
  const models = promisingModels({ taskMs: 20, loopShare: 0.01, cpuShare: 0.01 });

  assert.deepEqual(
    models.filter((model) => model.startsWith('async-pool')),
    ['async-pool:20', 'async-pool:10', 'async-pool:5', 'async-pool:3', 'async-pool:2'],
  );
  assert.ok(models.includes('worker-pool:2x10'));
});

test('work that computes on its loop is looked at in threads only', () => {
  const models = promisingModels({ taskMs: 20, loopShare: 1, cpuShare: 1 });

  assert.ok(models.includes('worker-pool:2'));
  assert.ok(models.every((model) => model.startsWith('worker-pool')));
});

test('work that holds its loop without computing is worth more threads than CPUs', () => {
  const models = promisingModels({ taskMs: 20, loopShare: 1, cpuShare: 0.02 });
  assert.deepEqual(
    models.filter((model) => !model.includes('x')),
    ['worker-pool:2', 'worker-pool:10', 'worker-pool:5', 'worker-pool:3'],
  );
});

test("processes are looked at where libuv's threads are fewer than the CPUs", () => {
  const offLoop = { taskMs: 20, loopShare: 0.02, cpuShare: 1.02 };
  const hasProcesses = (machine: Machine) =>
    promisingModels(offLoop, machine).some((model) => model.startsWith('process-pool'));

  assert.equal(hasProcesses(smallMachine), false);
  assert.equal(hasProcesses({ cpus: 16, uvThreads: 4 }), true);
});

test('what promises no more than the event loop is not confirmed, but for the best', () => {
  const candidate = (name: ModelName, speedUp: number) => ({
    ...{ name, workers: 2, concurrency: 1, predicted: speedUp },
  });
  const names = (candidates: Candidate[]) => worthConfirming(candidates).map(({ name }) => name);
  const pool = candidate('worker-pool', 1.9);
  assert.deepEqual(names([candidate('async-pool', 1), pool]), ['worker-pool']);
  assert.deepEqual(names([candidate('async-pool', 1), candidate('worker-pool', 0.4)]), [
    'async-pool',
  ]);
});

test('halving ends at one', () => {
  assert.deepEqual(halvings(20), [20, 10, 5, 3, 2, 1]);
});

test('a batch is large where waits may overlap far, and short where tasks are long', () => {
  const size = (taskMs: number, share: number, cpus = 2) =>
    batchSize({ taskMs, loopShare: share, cpuShare: share }, { cpus });
  assert.deepEqual(
    [5, 100, 300, 5_000].map((taskMs) => size(taskMs, 0.01)),
    [64, 20, 8, 4],
  );
  assert.deepEqual([size(5, 1), size(5, 0.3)], [20, 20]);
});

test('a batch of computing is no longer than it takes to show what workers gain', () => {
  const size = (taskMs: number, cpus: number) =>
    batchSize({ taskMs, loopShare: 1, cpuShare: 1 }, { cpus });
  assert.deepEqual(
    [10, 20, 27, 60, 600].map((taskMs) => size(taskMs, 2)),
    [20, 14, 10, 8, 4],
  );
  assert.deepEqual([size(60, 4), size(60, 16)], [16, 20]);
});

function promisingModels(work: LoneWork, machine: Machine = smallMachine): string[] {
  const dispatchMs = new Map<ModelName, number>([
    ['async-pool', 0.002],
    ['worker-pool', 0.02],
    ['process-pool', 0.03],
  ]);
  return promising(candidatesFor({ work, tasks: 20, machine, dispatchMs })).map(formatModel);
}
