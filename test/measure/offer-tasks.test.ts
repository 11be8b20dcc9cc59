import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { openExecutor } from '../../src/executors/catalog.js';
import { cellTask } from '../../src/measure/cell-task.js';
import { offerTasks } from '../../src/measure/offer-tasks.js';
import { timedTask } from '../../src/measure/timed-task.js';
import { fixture } from '../workload/fixtures.js';

interface Task {
  waitMs?: number;
  blockMs?: number;
}

const patient = 60_000;

async function offer(model: string, tasks: Task[], afterMs: number[], patienceMs = patient) {
  await using executor = await openExecutor(model);
  const moduleUrl = pathToFileURL(fixture('waits-or-blocks.mjs')).href;
  const task = cellTask({ model }, { moduleUrl, name: 'waits-or-blocks' });
  // The first task of all waits for the workload to be loaded.
  await executor.submit(timedTask, [moduleUrl, {}]).result();
  return await offerTasks(executor, task, tasks, afterMs, patienceMs);
}

test('a task that a blocked loop took up late counts from when it was due', async () => {
  const { latency, wait, service, late, dropped } = await offer(
    'event-loop',
    [{ blockMs: 600 }, {}, {}],
    [0, 300, 310],
  );
  assert.deepEqual([latency.count, wait.count, service.count, dropped], [3, 3, 3, 0]);
  assert.ok(late >= 2, `${late}`);
  // Both came while the loop was blocked, and were submitted only afterwards.
  assert.ok(latency.quantile(0) >= 280, `${latency.quantile(0)}`);
  assert.ok(service.quantile(0) < latency.quantile(0));
});

test('a task that found no slot in time is dropped, and counts with the time it waited', async () => {
  const { outputs, latency, service, dropped } = await offer(
    'event-loop',
    [{ waitMs: 200 }, {}, {}],
    [0, 0, 0],
    20,
  );
  assert.deepEqual(outputs, ['waited', undefined, undefined]);
  assert.deepEqual([dropped, latency.count, service.count], [2, 3, 1]);
  assert.ok(latency.quantile(0) >= 19.8, `${latency.quantile(0)}`);
});

test('a task that a blocked loop did not even take up in time is dropped as well', async () => {
  const tasks = [{ blockMs: 600 }, {}, {}];
  const { outputs, dropped, late } = await offer('event-loop', tasks, [0, 300, 310], 200);
  assert.deepEqual(outputs, ['blocked', undefined, undefined]);
  assert.deepEqual([dropped, late], [2, 2]);
});

test('no task starts before it is due', async () => {
  const { service, spanMs } = await offer('async-pool:4', [{}, {}, {}, {}], [10, 20, 30, 40]);
  assert.ok(spanMs >= 40, `${spanMs}`);
  assert.equal(service.count, 4);
});

test('tasks of other threads are offered and timed the same way', async () => {
  const { outputs, latency, service } = await offer('worker-pool:1', [{ waitMs: 5 }, {}], [1, 2]);
  assert.deepEqual(outputs, ['waited', 'blocked']);
  assert.deepEqual([latency.count, service.count], [2, 2]);
});

test('what a task throws is told once all have been offered', async () => {
  await using executor = await openExecutor('event-loop');
  const moduleUrl = pathToFileURL(fixture('throws.mjs')).href;
  const task = cellTask({ model: 'event-loop' }, { moduleUrl, name: 'throws' });
  await assert.rejects(offerTasks(executor, task, [{}], [0], patient));
});
