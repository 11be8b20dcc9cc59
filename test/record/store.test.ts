import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { RunRecord } from '../../src/record/run-record.js';
import { newRunId, pointLatestAt, readRun, writeRun } from '../../src/record/store.js';

let reports: string;

before(async () => {
  reports = await mkdtemp(join(tmpdir(), 'store-test-'));
});
after(() => rm(reports, { recursive: true }));

function record(id: string): RunRecord {
  return {
    schema: 'loop-or-pool/run@1',
    id,
    startedAt: '2026-11-22T16:49:34.000Z',
    finishedAt: '2026-11-22T16:50:48.000Z',
    status: 'complete',
    seed: 42,
    tool: { name: 'loop-or-pool', version: '0.1.0' },
    source: null,
    suite: { name: 'tradeoff', description: '', picture: 'speed-up', sweptParam: null },
    settings: {
      preset: 'default',
      processes: 3,
      minProcesses: 2,
      minRounds: 3,
      maxRounds: 16,
      budgetMs: 75_000,
      precision: 0.05,
      timeLimitMs: 20_000,
    },
    environment: {
      fingerprint: 'linux/x64/epyc/2cpu/32gb',
      os: 'linux',
      osRelease: '6.1.0',
      arch: 'x64',
      cpuModel: 'AMD EPYC',
      cpus: 2,
      cpuQuota: null,
      memoryBytes: 2 ** 35,
      node: '20.20.2',
      v8: '11.3',
      uvThreadpoolSize: 4,
      loadAverage: 0.1,
      timerResolutionNs: 40,
    },
    cells: [],
  };
}

test('a run that was written is read again by file, folder and id', async () => {
  const folder = join(reports, 'run-1');
  const file = await writeRun(folder, record('run-1'));
  assert.equal(file, join(folder, 'run.json'));
  for (const place of [file, folder, 'run-1']) {
    assert.deepEqual(await readRun(place, reports), record('run-1'));
  }
});

test('writing leaves nothing but the record, also when it replaces one', async () => {
  const folder = join(reports, 'run-2');
  await writeRun(folder, record('run-2'));
  await writeRun(folder, { ...record('run-2'), status: 'interrupted' });
  assert.deepEqual(await readdir(folder), ['run.json']);
  assert.equal((await readRun(folder)).status, 'interrupted');
});

test('latest leads to the run it was last pointed at, wherever the reports are moved', async () => {
  for (const id of ['run-3', 'run-4']) {
    await writeRun(join(reports, id), record(id));
    await pointLatestAt(join(reports, id));
  }
  assert.equal((await readRun('latest', reports)).id, 'run-4');
  assert.equal(await readlink(join(reports, 'latest')), 'run-4');
});

test('where no link can be made, latest is a file with the name of the run', async () => {
  const folder = await mkdtemp(join(reports, 'no-links-'));
  await writeRun(join(folder, 'run-5'), record('run-5'));
  await writeFile(join(folder, 'latest'), 'run-5\n');
  assert.equal((await readRun(join(folder, 'latest'))).id, 'run-5');
});

test('a run that is not there is named, with the places that were looked at', async () => {
  await assert.rejects(readRun('nothing', reports), {
    name: 'RunNotFoundError',
    message: /no run 'nothing'/,
  });
});

test('a file that holds something else is refused with what is wrong in it', async () => {
  const file = join(reports, 'else.json');
  await writeFile(file, '{ "schema": "loop-or-pool/run@1", "id": 7 }');
  await assert.rejects(readRun(file), { name: 'RecordError', message: /→ at id/ });
  await writeFile(file, '{ "schema": ');
  await assert.rejects(readRun(file), { name: 'RecordError', message: /else\.json: no JSON/ });
});

test('a number out of its range is refused', async () => {
  const broken = { ...record('x'), seed: -1 };
  await writeFile(join(reports, 'broken.json'), JSON.stringify(broken));
  await assert.rejects(readRun(join(reports, 'broken.json')), { message: /→ at seed/ });
});

test('run ids sort by time, differ within a second and are plain file names', async () => {
  const early = newRunId(new Date('2026-11-22T16:49:34.123Z'));
  const late = newRunId(new Date('2026-11-22T16:49:35.000Z'));
  assert.ok(early < late);
  assert.match(early, /^2026-11-22T16-49-34Z-[0-9a-f]{4}$/);
  const ids = new Set(Array.from({ length: 5 }, () => newRunId(new Date(0))));
  assert.ok(ids.size > 1);
});

test('the file ends with a newline and is readable', async () => {
  const file = await writeRun(join(reports, 'run-6'), record('run-6'));
  const text = await readFile(file, 'utf8');
  assert.ok(text.startsWith('{\n  "schema"') && text.endsWith('}\n'));
});
