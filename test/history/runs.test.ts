import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { listRuns, readRecord } from '../../src/history/runs.js';
import { newHistory, onDay, runOf } from './stored-runs.js';

test('runs are listed latest first, with where they come from', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: 'new', startedAt: onDay(2), commit: null }));
  await addRun(history, runOf({ id: 'old', startedAt: onDay(1), dirty: true }));
  assert.deepEqual(
    (await listRuns(history)).map(({ id, startedAt, source }) => [id, startedAt, source]),
    [
      ['new', new Date(onDay(2)), null],
      ['old', new Date(onDay(1)), { commit: 'c0ffee', branch: 'main', dirty: true }],
    ],
  );
});

test('runs are picked by branch, machine and number', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: 'a', startedAt: onDay(1), fingerprint: 'laptop' }));
  await addRun(history, runOf({ id: 'b', startedAt: onDay(2), branch: 'side' }));
  await addRun(history, runOf({ id: 'c', startedAt: onDay(3) }));
  const ids = async (filter: Parameters<typeof listRuns>[1]) =>
    (await listRuns(history, filter)).map(({ id }) => id);
  assert.deepEqual(await ids({ branch: 'main' }), ['c', 'a']);
  assert.deepEqual(await ids({ fingerprint: 'laptop' }), ['a']);
  assert.deepEqual(await ids({ suite: 'another' }), []);
  assert.deepEqual(await ids({ last: 2 }), ['c', 'b']);
});

test('a record is found by the start of its id or commit, or as the latest', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: '2026-01-01-aaaa', startedAt: onDay(1), commit: 'beef01' }));
  await addRun(history, runOf({ id: '2026-01-02-bbbb', startedAt: onDay(2), commit: 'f00d02' }));
  const found = async (wanted: string) => (await readRecord(history, wanted)).id;
  assert.equal(await found('2026-01-01'), '2026-01-01-aaaa');
  assert.equal(await found('f00d'), '2026-01-02-bbbb');
  assert.equal(await found('latest'), '2026-01-02-bbbb');
  await assert.rejects(found('2026'), /may be any of 2 runs, such as 2026-01-02-bbbb/);
  await assert.rejects(found('2027'), /no run '2027' in the history/);
});
