/** Several writers, and writers that are killed: real processes on a real file. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { listRuns } from '../../src/history/runs.js';
import { verifyHistory } from '../../src/history/verify.js';
import { historyPath, runOf } from './stored-runs.js';

function start(program: string, ...args: string[]) {
  const file = fileURLToPath(new URL(`${program}.js`, import.meta.url));
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('two writers at once lose nothing', async (t) => {
  const path = historyPath(t);
  const writers = ['a', 'b'].map((name) => start('write-runs', path, name, '12'));
  const codes = await Promise.all(
    writers.map(async (writer) => {
      writer.stdout.resume();
      const [code] = (await once(writer, 'exit')) as [number | null];
      return code;
    }),
  );
  assert.deepEqual(codes, [0, 0]);

  const history = await openHistory(path);
  const wanted = ['a', 'b'].flatMap((name) => Array.from({ length: 12 }, (_, i) => `${name}-${i}`));
  const stored = (await listRuns(history)).map(({ id }) => id);
  assert.deepEqual(stored.sort(), wanted.sort());
  assert.deepEqual(await verifyHistory(history), { runs: 24, problems: [] });
  await history.destroy();
});

test('a writer that is killed between and in its writes loses at most the run it is at', async (t) => {
  const path = historyPath(t);
  const told: string[] = [];
  for (const [name, atRun] of [
    ['first', 1],
    ['second', 4],
    ['third', 9],
  ] as const) {
    const writer = start('write-runs', path, name);
    let count = 0;
    for await (const id of createInterface({ input: writer.stdout })) {
      told.push(id);
      if (++count === atRun) writer.kill('SIGKILL');
    }
    assert.equal(writer.signalCode ?? (await once(writer, 'exit'))[1], 'SIGKILL');

    const history = await openHistory(path);
    const stored = (await listRuns(history)).map(({ id }) => id);
    assert.deepEqual(
      told.filter((id) => !stored.includes(id)),
      [],
    );
    assert.deepEqual((await verifyHistory(history)).problems, []);
    await history.destroy();
  }
});

test('a write that is killed halfway, with pages in the file already, leaves no trace', async (t) => {
  const path = historyPath(t);
  const before = await openHistory(path, { create: true });
  for (let i = 0; i < 5; i++) await addRun(before, runOf({ id: `run-${i}` }));
  await before.destroy();

  const writer = start('hold-write', path);
  await once(writer.stdout, 'data');
  assert.ok(existsSync(`${path}-journal`), 'the write is under way');
  writer.kill('SIGKILL');
  await once(writer, 'exit');

  const after = await openHistory(path);
  assert.deepEqual(await verifyHistory(after), { runs: 5, problems: [] });
  assert.equal(await addRun(after, runOf({ id: 'next' })), 'added');
  await after.destroy();
});
