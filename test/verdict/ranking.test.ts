import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell } from '../../src/record/run-record.js';
import { choose, compareCost } from '../../src/verdict/ranking.js';
import { buildRecord } from './build-record.js';

function cellsOf(models: Record<string, number>): { cell: Cell; speed: number }[] {
  const { cells } = buildRecord({ workloads: [{ loopShare: 1, cpuShare: 1, models }] });
  return cells.map((cell) => ({ cell, speed: models[cell.model]! }));
}

const chosen = (models: Record<string, number>) => {
  const choice = choose(cellsOf(models))!;
  return [choice.best.cell.model, choice.tied.map(({ cell }) => cell.model)];
};

test('cost grows with the kind of model, then its workers, then what is in flight', () => {
  const models = [
    'event-loop',
    'async-pool:2',
    'async-pool:20',
    'worker-pool:2',
    'worker-pool:2x10',
    'worker-pool:4',
    'process-pool:2',
    'queue:2x10',
    'some-later-kind:1',
  ];
  const cells = cellsOf(Object.fromEntries(models.map((model) => [model, 1])));
  const sorted = cells
    .map(({ cell }) => cell)
    .reverse()
    .sort(compareCost);
  assert.deepEqual(
    sorted.map((cell) => cell.model),
    models,
  );
});

test('the fastest wins where nothing cheaper is within 5 %', () => {
  assert.deepEqual(chosen({ 'event-loop': 1, 'async-pool:20': 1.8, 'worker-pool:2': 1.9 }), [
    'worker-pool:2',
    [],
  ]);
});

test('the cheapest of those within 5 % wins and names the others', () => {
  assert.deepEqual(chosen({ 'worker-pool:2x10': 2, 'worker-pool:2': 1.95, 'event-loop': 1 }), [
    'worker-pool:2',
    ['worker-pool:2x10'],
  ]);
  assert.deepEqual(chosen({ 'worker-pool:2': 1.04, 'event-loop': 1 }), [
    'event-loop',
    ['worker-pool:2'],
  ]);
});

test('nothing can be chosen from nothing', () => {
  assert.equal(choose([]), null);
});
