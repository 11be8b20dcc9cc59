import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import type { History } from '../../src/history/database.js';
import { figuresOf } from '../../src/history/figures.js';
import { holdAgainst } from '../../src/history/hold-against.js';
import { sql } from '../../src/history/kysely.js';
import { readPast } from '../../src/history/past.js';
import { withoutPassword } from '../../src/history/postgres.js';
import { deleteRuns, runsToPrune } from '../../src/history/prune.js';
import { listRuns, readRecord } from '../../src/history/runs.js';
import { listCellIds, readSeries } from '../../src/history/series.js';
import { trendsOf } from '../../src/history/trend.js';
import { verifyHistory } from '../../src/history/verify.js';
import { postgresMissing, startPostgres } from './postgres-server.js';
import { onDay, runOf } from './stored-runs.js';

function start(program: string, ...args: string[]) {
  const file = fileURLToPath(new URL(`${program}.js`, import.meta.url));
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function idsIn(history: History): Promise<string[]> {
  return (await listRuns(history)).map(({ id }) => id);
}

test(
  'a history in PostgreSQL answers as one in a file does',
  { skip: postgresMissing },
  async (t) => {
    const url = await startPostgres(t);

    await t.test('runs come back exactly, once each, latest first', async () => {
      const history = await openHistory(url);
      for (let day = 1; day <= 12; day++) {
        const record = runOf({ id: `run-${day}`, startedAt: onDay(day), seed: day });
        assert.equal(await addRun(history, record), 'added');
      }
      assert.equal(await addRun(history, runOf({ id: 'run-3' })), 'known');
      assert.deepEqual((await idsIn(history)).slice(0, 2), ['run-12', 'run-11']);
      const third = runOf({ id: 'run-3', startedAt: onDay(3), seed: 3 });
      assert.deepEqual(await readRecord(history, 'run-3'), third);
      await history.destroy();
    });

    await t.test('series, trends and the past of a run are read', async () => {
      const history = await openHistory(url);
      assert.deepEqual(await listCellIds(history), ['work/event-loop', 'work/worker-pool:2']);
      const [series] = await readSeries(history, { cellIds: ['work/event-loop'], last: 3 });
      assert.deepEqual(
        series?.points.map(({ runId, startedAt }) => [runId, startedAt.toISOString()]),
        [10, 11, 12].map((day) => [`run-${day}`, onDay(day)]),
      );
      assert.equal(trendsOf([series!], 'memory')[0]?.stretches[0]?.points[0]?.value, 60e6);
      const now = runOf({ id: 'now', startedAt: onDay(13), taskMs: 20 });
      const held = holdAgainst(figuresOf(now), await readPast(history, now, 'main'));
      assert.deepEqual(
        held.cells.map(({ checks }) => checks.wall.outcome),
        ['slower', 'slower'],
      );
      assert.deepEqual(await readPast(history, runOf({ fingerprint: 'laptop' })), {
        series: [],
        verdicts: [],
      });
      await history.destroy();
    });

    await t.test('runs can be pruned and verified', async () => {
      const history = await openHistory(url);
      const doomed = await runsToPrune(history, { keep: 10 });
      await deleteRuns(
        history,
        doomed.map(({ number }) => number),
      );
      assert.deepEqual(await verifyHistory(history), { runs: 10, problems: [] });
      await sql`update loop_or_pool.records set packed = '\\x00' where run_number = 5`.execute(
        history,
      );
      assert.deepEqual((await verifyHistory(history)).problems, [
        'run run-5: its checksum does not match: it was damaged',
      ]);
      await history.destroy();
    });

    await t.test('writers at once, one of them killed, lose no run that was stored', async () => {
      const writers = ['a', 'b'].map((name) => start('write-runs', url, name, '10'));
      const killed = start('write-runs', url, 'killed');
      const told: string[] = [];
      for await (const id of createInterface({ input: killed.stdout })) {
        told.push(id);
        if (told.length === 3) killed.kill('SIGKILL');
      }
      for (const writer of writers) {
        writer.stdout.resume();
        if (writer.exitCode === null) await once(writer, 'exit');
        assert.equal(writer.exitCode, 0);
      }
      const wanted = ['a', 'b'].flatMap((name) =>
        Array.from({ length: 10 }, (_, i) => `${name}-${i}`),
      );
      const history = await openHistory(url);
      const stored = await idsIn(history);
      assert.deepEqual(
        [...wanted, ...told].filter((id) => !stored.includes(id)),
        [],
      );
      await history.destroy();
    });

    await t.test('several processes may make the tables at once', async () => {
      const history = await openHistory(url);
      await sql`drop schema loop_or_pool cascade`.execute(history);
      await history.destroy();
      const openers = Array.from({ length: 3 }, () => start('open-history', url));
      const codes = await Promise.all(
        openers.map(async (opener) => {
          opener.stdout.resume();
          return ((await once(opener, 'exit')) as [number | null])[0];
        }),
      );
      assert.deepEqual(codes, [0, 0, 0]);
    });
  },
);

test('a server that is not there is told without the password', async () => {
  // Nothing listens on the port of tcpmux on a loopback address that is no host.
  await assert.rejects(openHistory('postgres://me:secret@127.0.0.7:1/history'), (error: Error) => {
    assert.equal(error.name, 'HistoryUnavailableError');
    assert.match(error.message, /postgres:\/\/me:\*\*\*@127\.0\.0\.7:1\/history cannot be reached/);
    assert.match(error.message, /ECONNREFUSED/);
    return true;
  });
});

test('only a password is hidden in a location', () => {
  assert.equal(withoutPassword('postgres://me:a:b@host/db'), 'postgres://me:***@host/db');
  assert.equal(withoutPassword('postgres://me:a@b@host/db'), 'postgres://me:***@host/db');
  assert.equal(withoutPassword('postgres://me:a/b@host/db'), 'postgres://me:***@host/db');
  assert.equal(
    withoutPassword('postgres://host/db?user=me&password=a@b&ssl=true'),
    'postgres://host/db?user=me&password=***&ssl=true',
  );
  assert.equal(withoutPassword('postgres://me@host:5432/db'), 'postgres://me@host:5432/db');
  assert.equal(withoutPassword('.loop-or-pool/history.db'), '.loop-or-pool/history.db');
});
