import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { deleteRuns, runsToPrune } from '../../src/history/prune.js';
import type { PruneRule } from '../../src/history/prune.js';
import { listRuns } from '../../src/history/runs.js';
import { readSeries } from '../../src/history/series.js';
import { verifyHistory } from '../../src/history/verify.js';
import { historyPath, newHistory, onDay, runOf } from './stored-runs.js';

test('a rule names the runs it removes and keeps the latest', async (t) => {
  const history = await newHistory(t);
  for (let day = 1; day <= 4; day++) {
    const shape = { dirty: day === 2, branch: day === 1 ? 'side' : 'main' };
    await addRun(history, runOf({ id: `day-${day}`, startedAt: onDay(day), ...shape }));
  }
  const pruned = async (rule: PruneRule) => (await runsToPrune(history, rule)).map(({ id }) => id);
  assert.deepEqual(await pruned({ keep: 3 }), ['day-1']);
  assert.deepEqual(await pruned({ keep: 2, branch: 'main' }), ['day-2']);
  assert.deepEqual(await pruned({ before: new Date(onDay(3)) }), ['day-2', 'day-1']);
  assert.deepEqual(await pruned({ before: new Date(onDay(3)), keep: 3 }), ['day-1']);
  assert.deepEqual(await pruned({ isDirty: true }), ['day-2']);
});

test('a deleted run is gone with all its figures, and the file shrinks', async (t) => {
  const path = historyPath(t);
  const history = await openHistory(path, { create: true });
  for (let i = 0; i < 30; i++) {
    await addRun(history, runOf({ id: `run-${i}`, startedAt: onDay(i + 1), seed: i }));
  }
  const fullSize = statSync(path).size;
  const doomed = await runsToPrune(history, { keep: 1 });
  await deleteRuns(
    history,
    doomed.map(({ number }) => number),
  );
  assert.deepEqual(
    (await listRuns(history)).map(({ id }) => id),
    ['run-29'],
  );
  const series = await readSeries(history);
  assert.deepEqual(
    series.map(({ points }) => points.length),
    [1, 1],
  );
  assert.deepEqual(await verifyHistory(history), { runs: 1, problems: [] });
  await history.destroy();
  assert.ok(statSync(path).size < fullSize);
});

test('a series goes with its last run', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: 'gone', fingerprint: 'laptop' }));
  const [run] = await runsToPrune(history, {});
  await deleteRuns(history, [run?.number ?? NaN]);
  assert.deepEqual(await history.selectFrom('series').selectAll().execute(), []);
});
