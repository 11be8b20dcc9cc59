import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latencyOf } from '../../src/verdict/latency.js';
import { tradeoffRun } from '../report/sample-run.js';

const { record } = tradeoffRun();

test('waiting and running are told apart, over the samples of all processes', () => {
  const cell = record.cells[0]!;
  const samples = cell.processes.flatMap((process) => process.samples);
  const latency = latencyOf(cell);
  assert.equal(latency?.run.count, samples.length * cell.tasks);
  assert.equal(latency.run.max, Math.max(...samples.map((sample) => sample.taskMs.max)));
  assert.ok(latency.wait.p50 > latency.run.p50);
});

test('a percentile that no sample has tasks enough for is not made up', () => {
  assert.equal(latencyOf(record.cells[0]!)?.run.p90, null);
});

test('without samples there is no latency', () => {
  assert.equal(latencyOf({ ...record.cells[0]!, processes: [] }), null);
});
