import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { MeasuredCell } from '../../src/measure/measured-cell.js';
import { openModel } from '../../src/measure/open-model.js';
import { fixture } from '../workload/fixtures.js';

const moduleUrl = pathToFileURL(fixture('counted.mjs')).href;
const { counted } = (await import(moduleUrl)) as { counted: { tasks: number } };
const tasks = 4;

/** On the event loop of this process, warmed up by a step that runs a task and one that runs a batch. */
async function warmCell(ms: number) {
  const model = await openModel({ model: 'event-loop', workers: 1, concurrency: 1 });
  const cell = await MeasuredCell.load(model, {
    ...{ moduleUrl, tasks },
    params: { ms },
    context: null,
    chunkSize: 'auto',
  });
  const limits = { limitMs: 1_000, cpuLimitMs: 1_000 };
  await cell.warmUp(limits);
  await cell.warmUp(limits);
  return {
    cell,
    async sampled(round: number, leastMs: number) {
      const before = counted.tasks;
      const { sample } = await cell.sample({ round, leastMs });
      return { inSample: sample.repetitions * tasks, inAll: counted.tasks - before };
    },
    [Symbol.asyncDispose]: () => model.executor[Symbol.asyncDispose](),
  };
}

test('before its first sample a short batch is rehearsed, before the others not', async () => {
  await using warm = await warmCell(0);
  const first = await warm.sampled(0, 20);
  assert.ok(first.inAll > first.inSample, JSON.stringify(first));
  const second = await warm.sampled(1, 20);
  assert.equal(second.inAll, second.inSample);
});

test('a batch that is longer than two samples is not rehearsed', async () => {
  await using warm = await warmCell(10);
  const { inAll, inSample } = await warm.sampled(0, 10);
  assert.equal(inAll, inSample);
});
