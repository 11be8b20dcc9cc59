import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { sql } from '../../src/history/kysely.js';
import { postgresMissing, startPostgres } from '../history/postgres-server.js';
import { onDay, runOf } from '../history/stored-runs.js';
import type { RunShape } from '../history/stored-runs.js';
import { CommandLine } from './command-line.js';

/** A command line whose history holds these runs, and a way to call `history` on it. */
async function withRuns(t: TestContext, shapes: RunShape[]) {
  const line = new CommandLine(t);
  const path = join(line.cwd, '.loop-or-pool', 'history.db');
  const history = await openHistory(path, { create: true });
  for (const shape of shapes) await addRun(history, runOf(shape));
  await history.destroy();
  return { line, path, call: (...args: string[]) => line.run(['history', ...args]) };
}

const threeDays: RunShape[] = [1, 2, 3].map((day) => ({
  id: `run-${day}`,
  startedAt: onDay(day),
  commit: `${day}${day}${day}${day}${day}${day}${day}${day}`,
  dirty: day === 3,
}));

test('list shows the runs, latest first', async (t) => {
  const { call } = await withRuns(t, threeDays);
  const { code, stdout } = await call('list', '--last', '2');
  assert.equal(code, 0);
  assert.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s{2,}/)),
    [
      ['run', 'commit', 'branch', 'suite', 'cells', 'machine', 'node'],
      ['run-3', '3333333+', 'main', 'synthetic', '2', 'synthetic', 'v20.20.0'],
      ['run-2', '2222222', 'main', 'synthetic', '2', 'synthetic', 'v20.20.0'],
    ],
  );
});

test('list --json - leaves one JSON document on stdout', async (t) => {
  const { call } = await withRuns(t, threeDays);
  const { stdout } = await call('list', '--json', '-');
  const runs = JSON.parse(stdout) as { id: string }[];
  assert.deepEqual(
    runs.map(({ id }) => id),
    ['run-3', 'run-2', 'run-1'],
  );
});

test('show judges a stored run again', async (t) => {
  const { call } = await withRuns(t, threeDays);
  const { code, stdout } = await call('show', 'run-2');
  assert.equal(code, 0);
  assert.match(stdout, /work {2}CPU-bound {2}worker-pool:2 \(1\.\d+x/);
});

test('an exported record is the one that was stored, and can be imported elsewhere', async (t) => {
  const { call, line } = await withRuns(t, threeDays);
  const { stdout } = await call('export', 'run-2');
  assert.deepEqual(JSON.parse(stdout), runOf(threeDays[1]));

  await call('export', '--out', 'runs');
  const exported = readFileSync(join(line.cwd, 'runs', 'run-1', 'run.json'), 'utf8');
  assert.deepEqual(JSON.parse(exported), runOf(threeDays[0]));
  const imported = await call('import', 'runs', '--history', 'other.db');
  assert.equal(imported.stdout, '3 added, 0 known already, 0 skipped\n');
  const again = await call('import', 'runs/run-1', '--history', 'other.db');
  assert.equal(again.stdout, '0 added, 1 known already, 0 skipped\n');
});

test('import skips what is no complete run, says why and stores the rest', async (t) => {
  const { call, line } = await withRuns(t, threeDays.slice(0, 1));
  const write = (name: string, value: unknown) =>
    writeFileSync(join(line.cwd, name), JSON.stringify(value));
  write('interrupted.json', { ...runOf(), status: 'interrupted' });
  write('foreign.json', { results: [] });
  write('good.json', runOf({ id: 'good' }));
  const { code, stdout, stderr } = await call(
    ...['import', 'interrupted.json', 'foreign.json', 'good.json', 'missing.json'],
  );
  assert.equal(code, 0);
  assert.equal(stdout, '1 added, 0 known already, 3 skipped\n');
  assert.match(stderr, /skipped: interrupted\.json: run run-1 is not stored: it was interrupted/);
  assert.match(stderr, /skipped: foreign\.json: not a loop-or-pool run record/);
  assert.match(stderr, /skipped: missing\.json: .*no run 'missing\.json'/);
});

test('import puts the parts of a run together, and skips parts that are not all there', async (t) => {
  const { call, line } = await withRuns(t, []);
  const write = (name: string, index: number, count: number) =>
    writeFileSync(
      join(line.cwd, `${name}.json`),
      JSON.stringify({ ...runOf({ id: name }), shard: { index, count, plan: 'plan' } }).replace(
        /"work(?=["/])/g,
        `"work-${index}`,
      ),
    );
  write('first', 1, 2);
  write('lonely', 1, 3);
  const { stdout, stderr } = await call('import', 'first.json', 'lonely.json');
  assert.equal(stdout, '0 added, 0 known already, 2 skipped\n');
  assert.match(stderr, /skipped: first: these parts are not one run: 2\/2 is missing/);
  assert.match(stderr, /skipped: lonely: .*2\/3 is missing; 3\/3 is missing/);

  write('second', 2, 2);
  const all = await call('import', 'first.json', 'second.json');
  assert.equal(all.stdout, '1 added, 0 known already, 0 skipped\n');
  const stored = JSON.parse((await call('export', 'first')).stdout) as { shards: unknown[] };
  assert.equal(stored.shards.length, 2);
});

test('prune removes what the rule says, and without a rule nothing', async (t) => {
  const { call } = await withRuns(t, threeDays);
  assert.equal((await call('prune', '--keep', '1', '--dry-run')).stdout.split('\n').length, 4);
  assert.equal((await call('prune', '--keep', '2')).stdout, 'run-1\n1 removed\n');
  assert.equal((await call('prune', '--older-than', '1d', '--dirty')).stdout, 'run-3\n1 removed\n');
  const { code, stderr } = await call('prune');
  assert.equal(code, 2);
  assert.match(stderr, /by which rule\? \[NO_RULE\]/);
});

test('verify finds a history sound, and a damaged one not', async (t) => {
  const { call, path } = await withRuns(t, threeDays);
  assert.deepEqual((await call('verify')).stdout, '3 runs read, all sound\n');
  const history = await openHistory(path);
  await sql`update records set packed = zeroblob(99) where run_number = 2`.execute(history);
  await history.destroy();
  const { code, stderr } = await call('verify');
  assert.equal(code, 2);
  assert.match(stderr, /^damaged: run run-2: its checksum does not match/);
});

test(
  'a history on PostgreSQL is written and read by its URL',
  { skip: postgresMissing },
  async (t) => {
    const url = await startPostgres(t);
    const line = new CommandLine(t);
    const history = (...args: string[]) => line.run(['history', ...args, '--history', url]);
    writeFileSync(join(line.cwd, 'run.json'), JSON.stringify(runOf({ id: 'first' })));

    const imported = await history('import', 'run.json');
    assert.equal(imported.code, 0, imported.stderr);
    for (const [action, seen] of [
      [['list'], /first/],
      [['trend', 'work/event-loop'], /work\/event-loop.*1 run/],
      [['export', 'first'], /"id": ?"first"/],
      [['verify'], /sound|1 run/],
    ] as const) {
      const { code, stdout, stderr } = await history(...action);
      assert.equal(code, 0, stderr);
      assert.match(stdout, seen);
      assert.doesNotMatch(stdout + stderr, /secret/, 'the password is in no output');
    }
  },
);

test('trend draws a cell, and all cells of a workload', async (t) => {
  const { call } = await withRuns(t, threeDays);
  const one = await call('trend', 'work/worker-pool:2', '--ascii');
  assert.equal(one.code, 0);
  assert.match(one.stdout, /^work\/worker-pool:2 - wall time of a batch, 3 runs\n/);
  assert.match(one.stdout, /^\p{ASCII}*$/u);
  const both = await call('trend', 'work', '--json', '-');
  const trends = JSON.parse(both.stdout) as { cellId: string }[];
  assert.deepEqual(
    trends.map(({ cellId }) => cellId),
    ['work/event-loop', 'work/worker-pool:2'],
  );
});

test('trend --out writes a page', async (t) => {
  const { call, line } = await withRuns(t, threeDays);
  const { code, stderr } = await call('trend', 'work/event-loop', '--out', 'page');
  assert.equal(code, 0, stderr);
  const page = readFileSync(join(line.cwd, 'page', 'trend.html'), 'utf8');
  assert.match(page, /work\/event-loop: no change in 3 runs/);
});

test('a mistyped action, cell or flag is told, with what to try', async (t) => {
  const { call } = await withRuns(t, threeDays);
  const wrong: [args: string[], complaint: RegExp][] = [
    [['lits'], /there is no action 'lits' \[UNKNOWN_ACTION\]\n.*history list\n/],
    [['trend', 'work/event-lop'], /no cell 'work\/event-lop'.*\n.*trend 'work\/event-loop'\n/],
    [['list', '--keep', '3'], /history list: takes no --keep \[UNKNOWN_FLAG\]/],
    [['show', 'run'], /'run' may be any of 3 runs, such as run-3 \[BAD_HISTORY\]/],
    [['export', 'run-1', 'run-2'], /one run, or a folder for several \[BAD_EXPORT\]/],
    [['import'], /which runs\? \[NO_RUNS\]/],
    [['list', '--history', 'nothing.db'], /no history at nothing\.db \[BAD_HISTORY\]/],
    [['list', '--history', 'list'], /--history: expected a path such as/],
  ];
  for (const [args, complaint] of wrong) {
    const { code, stdout, stderr } = await call(...args);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, complaint);
  }
});

test('run --history stores the run, in the usual place if none is named', async (t) => {
  const line = new CommandLine(t);
  const quick = [
    '--models',
    'event-loop',
    '--processes',
    '1',
    '--rounds',
    '1',
    '--formats',
    'json',
  ];
  const { code, stderr } = await line.run(['run', 'noop', '--history', '--quiet', ...quick]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^stored in \.loop-or-pool\/history\.db$/m);
  const { stdout } = await line.run(['history', 'list', '--json', '-']);
  const [run] = JSON.parse(stdout) as { id: string }[];
  const record = JSON.parse(
    readFileSync(join(line.cwd, 'reports', run?.id ?? '', 'run.json'), 'utf8'),
  ) as unknown;
  const exported = await line.run(['history', 'export', 'latest']);
  assert.deepEqual(JSON.parse(exported.stdout), record);
});

test('run --history says before measuring that the history cannot be used', async (t) => {
  const line = new CommandLine(t);
  writeFileSync(join(line.cwd, 'notes.db'), 'no database at all\n'.repeat(100));
  const { code, stderr } = await line.run(['run', 'noop', '--history', 'notes.db', '--quiet']);
  assert.equal(code, 2);
  assert.match(stderr, /notes\.db cannot be used as a history: file is not a database/);
});
