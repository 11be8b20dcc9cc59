import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell } from '../../src/record/run-record.js';
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
  delete cell.taskHistogram;
  assert.equal(latencyOf(cell)?.run.p90, null);
});

test('without samples there is no latency', () => {
  assert.equal(latencyOf({ ...record.cells[0]!, processes: [] }), null);
});

/** Of so many tasks each of 1 to 1000 ms. */
function histogramsOf(tasks: number) {
  const times = new Histogram();
  for (let ms = 1; ms <= 1000; ms += 1) for (let i = 0; i < tasks; i += 1) times.add(ms);
  return { taskHistogram: times.toPairs(), waitHistogram: times.toPairs() };
}

/** The cell as if it had run three tasks each of 1 to 1000 ms. */
function withHistograms(): Cell {
  return { ...record.cells[0]!, ...histogramsOf(3) };
}

test('an older record, with histograms of each process, has the same percentiles', () => {
  const { taskHistogram, waitHistogram, ...cell } = structuredClone(record.cells[0]!);
  assert.ok(taskHistogram && waitHistogram && cell.processes.length === 3);
  for (const process of cell.processes) Object.assign(process, histogramsOf(1));
  assert.deepEqual(latencyOf(cell), latencyOf(withHistograms()));
});

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
