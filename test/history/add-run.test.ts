import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { listRuns, readRecord } from '../../src/history/runs.js';
import { readSeries } from '../../src/history/series.js';
import { newHistory, onDay, runOf } from './stored-runs.js';

test('a stored run gives its record back exactly', async (t) => {
  const history = await newHistory(t);
  const record = runOf();
  assert.equal(await addRun(history, record), 'added');
  assert.deepEqual(await readRecord(history, record.id), record);
});

test('a run is stored once, however often it is added', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf());
  assert.equal(await addRun(history, runOf()), 'known');
  assert.equal((await listRuns(history)).length, 1);
});

test('an interrupted run is refused', async (t) => {
  const history = await newHistory(t);
  const record = { ...runOf(), status: 'interrupted' as const };
  await assert.rejects(addRun(history, record), /run run-1 is not stored: it was interrupted/);
  assert.deepEqual(await listRuns(history), []);
});

test('a run that measured nothing is refused', async (t) => {
  const history = await newHistory(t);
  const record = runOf();
  for (const cell of record.cells) cell.processes = [];
  await assert.rejects(addRun(history, record), /not stored: no cell of it has a sample/);
});

test('a failed cell has no figures, the others have', async (t) => {
  const history = await newHistory(t);
  const record = runOf();
  record.cells[1]!.error = { kind: 'threw', message: 'no such file' };
  await addRun(history, record);
  const series = await readSeries(history);
  assert.deepEqual(
    series.map(({ key }) => key.cellId),
    ['work/event-loop'],
  );
});

test('a run that fails on the way leaves nothing behind', async (t) => {
  const history = await newHistory(t);
  const record = runOf();
  record.cells[1]!.id = record.cells[0]!.id;
  await assert.rejects(addRun(history, { ...record, startedAt: onDay(2) }), /UNIQUE/);
  assert.deepEqual(await listRuns(history), []);
});
