import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram } from '../../src/statistics/histogram.js';
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

test('a percentile that no sample of an old record has tasks enough for is not made up', () => {
  const cell = structuredClone(record.cells[0]!);
  cell.processes.forEach((process) => delete process.taskHistogram);
  assert.equal(latencyOf(cell)?.run.p90, null);
});

test('without samples there is no latency', () => {
  assert.equal(latencyOf({ ...record.cells[0]!, processes: [] }), null);
});

/** The cell as if each of its processes had run tasks of 1 to 1000 ms. */
function withHistograms() {
  const times = new Histogram();
  for (let ms = 1; ms <= 1000; ms += 1) times.add(ms);
  const pairs = times.toPairs();
  const cell = record.cells[0]!;
  const processes = cell.processes.map((process) => ({
    ...process,
    taskHistogram: pairs,
    waitHistogram: pairs,
  }));
  return { ...cell, processes };
}

test('percentiles are those of all tasks of all samples and processes', () => {
  const run = latencyOf(withHistograms())?.run;
  assert.equal(run?.count, 3000);
  assert.ok(Math.abs((run.p99 ?? 0) / 990 - 1) < 0.01, `${run.p99}`);
  assert.equal(run.p999, null);
});

test('the curve rises, and ends where fewer than ten tasks lie beyond', () => {
  const { curve = [] } = latencyOf(withHistograms())?.run ?? {};
  const last = curve.at(-1)!;
  assert.ok(3000 * (1 - last.share) >= 10 && last.share > 0.99);
  for (const [index, { ms }] of curve.entries()) assert.ok(ms >= (curve[index - 1]?.ms ?? 0));
});
