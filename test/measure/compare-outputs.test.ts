import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCellRun } from '../../src/measure/cell-run.js';
import type { CellRun } from '../../src/measure/cell-run.js';
import { compareOutputs } from '../../src/measure/compare-outputs.js';
import type { PlannedCell } from '../../src/plan/plan.js';

function cellRun(model: string, outputsHash: string | null): CellRun {
  return { ...startCellRun({ model } as PlannedCell), outputsHash };
}

function failedModels(...runs: CellRun[]): string[] {
  compareOutputs(runs);
  return runs.filter(({ error }) => error !== null).map(({ planned }) => planned.model);
}

test('cells with the same outputs all stand', () => {
  assert.deepEqual(failedModels(cellRun('event-loop', 'a'), cellRun('async-pool:20', 'a')), []);
});

test('the event loop is right, even against a majority', () => {
  const runs = [cellRun('x', 'b'), cellRun('y', 'b'), cellRun('event-loop', 'a')];
  assert.deepEqual(failedModels(...runs), ['x', 'y']);
  assert.deepEqual(runs[0]?.error, {
    kind: 'outputs-differ',
    message: 'its outputs differ from those of event-loop for the same inputs',
  });
});

test('without the event loop the majority is right', () => {
  const runs = [cellRun('x', 'a'), cellRun('y', 'b'), cellRun('z', 'b')];
  assert.deepEqual(failedModels(...runs), ['x']);
});

test('an event loop that has failed decides nothing', () => {
  const failed = cellRun('event-loop', 'a');
  failed.error = { kind: 'threw', message: 'before' };
  const runs = [failed, cellRun('x', 'b'), cellRun('y', 'b')];
  assert.deepEqual(failedModels(...runs), ['event-loop']);
  assert.equal(failed.error.message, 'before');
});

test('a cell without outputs so far is left alone', () => {
  assert.deepEqual(failedModels(cellRun('event-loop', 'a'), cellRun('x', null)), []);
});
