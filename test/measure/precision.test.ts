import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCellRun } from '../../src/measure/cell-run.js';
import type { CellRun } from '../../src/measure/cell-run.js';
import { isPrecise, isSettled, medianHalfWidth } from '../../src/measure/precision.js';
import type { PlannedCell } from '../../src/plan/plan.js';
import type { Sample } from '../../src/record/run-record.js';

/** A cell with the wall times of each of its processes. */
function cellRun(model: string, ...wallMs: number[][]): CellRun {
  const run = startCellRun({ model } as PlannedCell);
  for (const [index, ofProcess] of wallMs.entries()) {
    const samples = ofProcess.map((ms, round) => ({ round, wallMs: ms }) as Sample);
    run.processes.push({ index, startupMs: 1, idleRssBytes: 1, samples });
  }
  return run;
}

test('the half-width of a median is the notch of its box plot', () => {
  // Quartiles 2 and 4 of five values: 1.57 x 2 / sqrt(5).
  assert.ok(Math.abs(medianHalfWidth([5, 1, 3, 2, 4]) - 1.404) < 1e-3);
});

test('two rounds tell nothing of their spread', () => {
  assert.equal(medianHalfWidth([1, 1]), Infinity);
});

test('a common drift of all models is no imprecision', () => {
  const runs = [cellRun('event-loop', [100, 150, 220]), cellRun('x', [50, 75, 110])];
  assert.equal(isPrecise(runs, 0.02), true);
});

test('one model that wavers keeps the rounds going', () => {
  const runs = [
    cellRun('event-loop', [100, 100, 100, 100]),
    cellRun('steady', [50, 50, 50, 50]),
    cellRun('wavering', [50, 80, 40, 60]),
  ];
  assert.equal(isPrecise(runs, 0.05), false);
  assert.equal(isPrecise(runs, 1), true);
});

test('a single cell is held to the spread of its own wall times', () => {
  assert.equal(isPrecise([cellRun('x', [100, 101, 100, 99])], 0.05), true);
  assert.equal(isPrecise([cellRun('x', [100, 150, 100, 70])], 0.05), false);
});

test('where no cell is left there is nothing to wait for', () => {
  assert.equal(isPrecise([], 0.05), true);
});

test('only the process that is measured now decides about its rounds', () => {
  const loop = cellRun('event-loop', [100, 200, 50], [100, 100, 100]);
  assert.equal(isPrecise([loop, cellRun('x', [50, 50, 50], [50, 50, 50])], 0.02), true);
});

test('two processes settle nothing, however alike they are', () => {
  const runs = [cellRun('event-loop', [100, 100], [100, 100]), cellRun('x', [50, 50], [50, 50])];
  assert.equal(isSettled(runs, 0.5), false);
});

test('processes that agree settle it, processes that do not keep it open', () => {
  const loop = cellRun('event-loop', [100, 101], [101, 100], [100, 100]);
  assert.equal(isSettled([loop, cellRun('x', [50, 50], [50, 50], [50, 50])], 0.05), true);
  assert.equal(isSettled([loop, cellRun('x', [50, 50], [70, 70], [40, 40])], 0.05), false);
});

test('a process that all models share drops out of what is settled', () => {
  const runs = [
    cellRun('event-loop', [100, 100], [150, 150], [120, 120]),
    cellRun('x', [50, 50], [75, 75], [60, 60]),
  ];
  assert.equal(isSettled(runs, 0.01), true);
});
