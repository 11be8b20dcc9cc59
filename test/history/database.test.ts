import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openHistory } from '../../src/history/database.js';
import { listRuns } from '../../src/history/runs.js';
import { historyPath } from './stored-runs.js';

test('a history is made in a folder that is not there yet', async (t) => {
  const path = join(historyPath(t), '..', 'new', 'folder', 'history.db');
  const history = await openHistory(path, { create: true });
  assert.deepEqual(await listRuns(history), []);
  await history.destroy();
});

test('a history that is only to be read is not made', async (t) => {
  const path = historyPath(t);
  await assert.rejects(openHistory(path), {
    name: 'HistoryError',
    message: `no history at ${path}`,
  });
});

test('a file that is no database is refused and left alone', async (t) => {
  const path = historyPath(t);
  writeFileSync(path, 'notes on the weather, day by day, long enough for a header\n'.repeat(99));
  await assert.rejects(openHistory(path), /cannot be used as a history: file is not a database/);
});

test('a history of a newer version is refused', async (t) => {
  const path = historyPath(t);
  const history = await openHistory(path, { create: true });
  await history.updateTable('version').set({ number: 99 }).execute();
  await history.destroy();
  await assert.rejects(openHistory(path), /a newer loop-or-pool wrote this history/);
});

test('several processes may make the same history at once', async (t) => {
  const path = historyPath(t);
  const opener = fileURLToPath(new URL('open-history.js', import.meta.url));
  const opened = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, [opener, path]),
  );
  const outputs = (await Promise.all(opened)).map(({ stdout }) => stdout);
  assert.deepEqual(outputs, ['0 runs\n', '0 runs\n', '0 runs\n', '0 runs\n']);
});

test('the public API does not load the database', async () => {
  const index = new URL('../../src/index.js', import.meta.url).href;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { createRequire } from 'node:module';
     await import('${index}');
     const loaded = Object.keys(createRequire(import.meta.url).cache);
     console.log(loaded.filter((file) => /sql/.test(file)).length);`,
  ]);
  assert.equal(stdout, '0\n');
});
