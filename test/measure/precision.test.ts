import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCellRun } from '../../src/measure/cell-run.js';
import type { CellRun } from '../../src/measure/cell-run.js';
import { isPrecise, medianHalfWidth } from '../../src/measure/precision.js';
import type { PlannedCell } from '../../src/plan/plan.js';
import type { Sample } from '../../src/record/run-record.js';

function cellRun(model: string, wallMs: number[]): CellRun {
  const samples = wallMs.map((ms, round) => ({ round, wallMs: ms }) as Sample);
  const run = startCellRun({ model } as PlannedCell);
  run.processes.push({ index: 0, startupMs: 1, idleRssBytes: 1, samples });
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
