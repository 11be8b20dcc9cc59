import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { sql } from '../../src/history/kysely.js';
import { verifyHistory } from '../../src/history/verify.js';
import { historyPath, newHistory, runOf } from './stored-runs.js';

test('a sound history has no problems', async (t) => {
  const history = await newHistory(t);
  await addRun(history, runOf({ id: 'a' }));
  await addRun(history, runOf({ id: 'b' }));
  assert.deepEqual(await verifyHistory(history), { runs: 2, problems: [] });
});

test('a damaged, a missing and a swapped record are each told', async (t) => {
  const history = await newHistory(t);
  for (const id of ['damaged', 'missing', 'swapped', 'sound']) {
    await addRun(history, runOf({ id }));
  }
  await sql`update records set packed = zeroblob(100) where run_number = 1`.execute(history);
  await sql`delete from records where run_number = 2`.execute(history);
  const other = sql`from records where run_number = 4`;
  await sql`update records set packed = (select packed ${other}), sha256 = (select sha256 ${other})
    where run_number = 3`.execute(history);
  const { runs, problems } = await verifyHistory(history);
  assert.equal(runs, 4);
  assert.deepEqual(problems, [
    'run damaged: its checksum does not match: it was damaged',
    'run missing: its record is missing',
    'run swapped: its record is that of run sound',
  ]);
});

test('a file with overwritten pages is found out', async (t) => {
  const path = historyPath(t);
  const history = await openHistory(path, { create: true });
  for (let i = 0; i < 20; i++) await addRun(history, runOf({ id: `run-${i}`, seed: i }));
  await history.destroy();
  const bytes = readFileSync(path);
  // Leaves the first pages, where the list of tables stands.
  bytes.fill(0, bytes.length / 2);
  writeFileSync(path, bytes);

  const damaged = await openHistory(path);
  const { problems } = await verifyHistory(damaged);
  assert.notEqual(problems.length, 0);
  await damaged.destroy();
});
