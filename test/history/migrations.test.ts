import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { openHistory } from '../../src/history/database.js';
import { Kysely, sql } from '../../src/history/kysely.js';
import { firstTables } from '../../src/history/migrations/first-tables.js';
import { readRecord } from '../../src/history/runs.js';
import { readSeries } from '../../src/history/series.js';
import { sqliteDialect } from '../../src/history/sqlite.js';
import type { Tables } from '../../src/history/tables.js';
import { verifyHistory } from '../../src/history/verify.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { historyPath, onDay, runOf } from './stored-runs.js';

test('a history of version 1 keeps its runs and series', async (t) => {
  const path = historyPath(t);
  const record = runOf({ id: 'old', startedAt: onDay(1) });
  await writeVersion1(path, record);
  const history = await openHistory(path);
  t.after(() => history.destroy());
  assert.deepEqual(await readRecord(history, 'old'), record);
  const [series] = await readSeries(history);
  const [point] = series?.points ?? [];
  assert.deepEqual(await verifyHistory(history), { runs: 1, problems: [] });
  assert.equal(point?.wallMs, 413.341_25);
  assert.equal(point.loopDelayP99Ms, 1.5);
  assert.equal(point.peakRssBytes, 50_245_632);
});

test('a history is brought to the newest version once', async (t) => {
  const path = historyPath(t);
  await writeVersion1(path, runOf());
  for (let opening = 1; opening <= 2; opening += 1) {
    const history = await openHistory(path);
    assert.deepEqual(await history.selectFrom('version').selectAll().execute(), [{ number: 2 }]);
    await history.destroy();
  }
});

/** A history as version 1 made it, with the run and one figure that is not that of the run. */
async function writeVersion1(path: string, record: RunRecord): Promise<void> {
  const database = new Kysely<Tables>({ dialect: sqliteDialect(path) });
  await database.transaction().execute(async (transaction) => {
    await firstTables(transaction, 'sqlite');
    await sql`create table version (number integer not null)`.execute(transaction);
    await sql`insert into version values (1)`.execute(transaction);
    await sql`insert into runs values (1, ${record.id}, ${Date.parse(record.startedAt)}, 'tradeoff',
      '0.1.0', 'c0ffee', 'main', 0, 'machine', '20.20.2', 2)`.execute(transaction);
    const packed = packedByVersion1(record);
    const sha256 = createHash('sha256').update(packed).digest('hex');
    await sql`insert into records values (1, ${sha256}, ${packed})`.execute(transaction);
    await sql`insert into series values
      (1, 'work/event-loop', 'work', 'event-loop', 'machine', 20, 'default')`.execute(transaction);
    await sql`insert into figures values
      (1, ${Date.parse(record.startedAt)}, 1, 413.34125, 412.0, 414.5, 1.5, 50245632.0, 0.018226)`.execute(
      transaction,
    );
  });
  await database.destroy();
}

/** With the cells as columns; deeper lists were so as well, and need not have been. */
function packedByVersion1(record: RunRecord): Buffer {
  const { cells } = record;
  const keys = Object.keys(cells[0] ?? {}) as (keyof RunRecord['cells'][number])[];
  const columns = Object.fromEntries(keys.map((key) => [key, cells.map((cell) => cell[key])]));
  return brotliCompressSync(JSON.stringify({ ...record, cells: { '\0': columns } }));
}
