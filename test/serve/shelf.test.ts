import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { openShelf } from '../../src/serve/shelf.js';
import { tradeoffRun } from '../report/sample-run.js';

test('runs that only the history has are listed and read from there, with what it knows of them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-shelf-'));
  const history = await openHistory(join(folder, 'h.db'), { create: true });
  t.after(async () => {
    await history.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const { record } = tradeoffRun();
  await addRun(history, { ...record, id: 'first', startedAt: '2026-11-20T00:00:00.000Z' });
  await addRun(history, { ...record, id: 'second' });

  const shelf = openShelf({ reports: join(folder, 'none'), history });

  const runs = await shelf.list();
  assert.deepEqual(
    runs.map(({ name, status, commit }) => [name, status, commit]),
    [
      ['second', 'complete', 'a1b2c3d'],
      ['first', 'complete', 'a1b2c3d'],
    ],
  );
  const found = await shelf.read('second');
  assert.equal(found?.record.id, 'second');
  assert.equal(await shelf.read('sec'), null);
  const past = await shelf.past(found.record);
  assert.equal(past.length, record.cells.length);
  assert.deepEqual(
    past[0]?.stretches[0]?.points.map(({ runId }) => runId),
    ['first'],
  );
  assert.equal((await shelf.trends()).length, record.cells.length);
});
