import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellProcess } from '../../src/record/run-record.js';
import { Histogram } from '../../src/statistics/histogram.js';
import { queueCost, ranElsewhere } from '../../src/verdict/queue-cost.js';
import { buildRecord } from './build-record.js';

function pairsOf(...ms: number[]): number[] {
  const histogram = new Histogram();
  for (const value of ms) histogram.add(value);
  return histogram.toPairs();
}

function cellWith(queue: CellProcess['queue'], workers = 2) {
  const [cell] = buildRecord({
    workloads: [{ loopShare: 1, cpuShare: 1, models: { 'queue:2': 1.5 } }],
  }).cells;
  assert.ok(cell);
  const processes = cell.processes.map((process) => ({ ...process, ...(queue && { queue }) }));
  return { ...cell, workers, concurrency: 1, processes };
}

const queue = { handOverHistogram: pairsOf(1, 2, 3), returnHistogram: pairsOf(4), hosts: [] };
const near = (value: number, expected: number) => Math.abs(value / expected - 1) < 0.01;

test('a queue costs what its tasks waited for a free slot to begin, and their results to come', () => {
  const cost = queueCost(cellWith(queue), 2);
  assert.ok(cost && near(cost.handOverMs, 2) && near(cost.returnMs, 4));
});

test('tasks that compute pay from where a share of the work is worth the hand-over', () => {
  const from = (workers: number, cpus: number) =>
    queueCost(cellWith(queue, workers), cpus)?.paysFromMs;
  assert.ok(near(from(2, 2) ?? NaN, 2));
  assert.ok(near(from(5, 8) ?? NaN, 0.5));
  assert.ok(near(from(8, 3) ?? NaN, 1));
  assert.equal(from(4, 1), null);
});

test('a cell that was on no queue has no such cost, and ran here', () => {
  assert.equal(queueCost(cellWith(undefined), 2), null);
  assert.equal(ranElsewhere(cellWith(undefined)), false);
  assert.equal(ranElsewhere(cellWith(queue)), false);
  const host = { name: 'a-1', machine: 'a', model: 'worker-pool:2', slots: 2 };
  assert.equal(ranElsewhere(cellWith({ ...queue, hosts: [host] })), true);
});
