import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ComparisonDocument } from '../../src/report/comparison-data.js';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { readRun } from '../../src/record/store.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { seededRandom } from '../../src/statistics/random.js';
import { onDay } from '../history/stored-runs.js';
import { GitProject, waiting } from './git-project.js';

test('the gate names the cell that regressed and no other, and one that was accepted as such', async (t) => {
  const project = new GitProject(t);
  project.commit({
    'slower.mjs': waiting('slower', 5),
    'expected.mjs': waiting('expected', 5),
    'faster.mjs': waiting('faster', 25),
    'same.mjs': waiting('same', 5),
    'gone.mjs': waiting('gone', 1),
  });
  project.git('rm', '--quiet', 'gone.mjs');
  project.write({
    'slower.mjs': waiting('slower', 25),
    'expected.mjs': waiting('expected', 25),
    'faster.mjs': waiting('faster', 5),
  });
  await project.line.run(['accept', 'expected', '--reason', 'it does more now']);
  const targets = ['slower', 'expected', 'faster', 'same', 'gone'].map((name) => `${name}.mjs`);
  const { code, stdout, stderr } = await project.measure([
    // With so large an effect eight pairs tell what is the same, however busy the machine is.
    ...['check', '--base', 'main', ...targets, '--minimum-effect', '50%', '--json', '-'],
    ...['--markdown', 'found/comment.md', '--junit', 'found/check.xml'],
  ]);
  assert.equal(code, 1, stderr);
  const { cells, evidence } = JSON.parse(stdout) as ComparisonDocument;
  assert.equal(evidence, 'confirmed-pairs');
  const outcomes = new Map(cells.map(({ workload, outcome }) => [workload, outcome]));
  // Two versions of the same wait are the same or, on a busy machine, cannot be told.
  assert.match(outcomes.get('same') ?? '', /^(same|unclear)$/);
  outcomes.delete('same');
  assert.deepEqual(
    [...outcomes],
    [
      ['slower', 'worse'],
      ['expected', 'accepted'],
      ['faster', 'better'],
      ['gone', 'problem'],
    ],
  );
  const written = (name: string) => readFileSync(join(project.line.cwd, 'found', name), 'utf8');
  assert.match(
    written('comment.md'),
    /^<!-- loop-or-pool:comment:default -->\n\n### .*1 regressed/,
  );
  assert.match(
    written('comment.md'),
    /expected\/event-loop is slower, as accepted: it does more now/,
  );
  assert.match(written('check.xml'), /<testsuites name="loop-or-pool" tests="5" failures="1"/);
  assert.equal(project.worktrees().length, 1);
  assert.deepEqual(project.line.temporaryFiles(), []);
});

test('10 % and 30 % more are found, and what did not change is not named', async (t) => {
  const project = new GitProject(t);
  const names = ['tenth', 'third', 'same'];
  project.commit(Object.fromEntries(names.map((name) => [`${name}.mjs`, waiting(name, 20)])));
  project.write({ 'tenth.mjs': waiting('tenth', 22), 'third.mjs': waiting('third', 26) });
  const targets = names.map((name) => `${name}.mjs`);
  const check = ['check', '--base', 'main', ...targets, '--json', '-'];
  const { code, stdout, stderr } = await project.measure(check);
  assert.equal(code, 1, stderr);
  const { cells } = JSON.parse(stdout) as ComparisonDocument;
  const outcomeOf = (name: string) => cells.find(({ workload }) => workload === name)?.outcome;
  assert.deepEqual([outcomeOf('tenth'), outcomeOf('third')], ['worse', 'worse']);
  assert.match(outcomeOf('same') ?? '', /^(same|unclear)$/);
});

test('a gate tells that another model has become the best, and fails for it if asked to', async (t) => {
  const project = new GitProject(t);
  project.commit({ 'work.mjs': waiting('work', 10) });
  const blocks = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)';
  project.write({ 'work.mjs': waiting('work', 10).replace('await wait(10)', blocks) });
  const models = 'event-loop,async-pool:8,worker-pool:2';
  const { code, stdout, stderr } = await project.line.run([
    ...['check', '--base', 'main', 'work.mjs', '--models', models, '--tasks', '8'],
    ...['--budget', '3m', '--minimum-effect', '50%', '--fail-on', 'advice', '--json', '-'],
  ]);
  assert.equal(code, 1, stderr);
  const { advice } = JSON.parse(stdout) as ComparisonDocument;
  assert.deepEqual(advice, [{ workload: 'work', was: 'async-pool:8', now: 'worker-pool:2' }]);
});

test('a gate that measured nothing is not green', async (t) => {
  const project = new GitProject(t);
  const broken = waiting('work', 1).replace('return 1', "throw new Error('no luck')");
  project.commit({ 'work.mjs': waiting('work', 1) });
  project.write({ 'work.mjs': broken, 'new.mjs': waiting('new', 1) });
  const failed = await project.measure(['check', '--base', 'main', 'work.mjs']);
  assert.equal(failed.code, 3);
  assert.match(failed.stdout, /work\/event-loop was not compared \(head\): threw: Error: no luck/);
  const added = await project.measure(['check', '--base', 'main', 'new.mjs']);
  assert.equal(added.code, 3);
  assert.match(added.stdout, /new\/event-loop was not compared: base does not have it/);
});

test('the configuration names what is measured, and how it is built', async (t) => {
  const project = new GitProject(t);
  const config = { workloads: ['work.mjs'], build: 'echo no luck; exit 9' };
  project.commit({
    'work.mjs': waiting('work', 1),
    'loop-or-pool.config.json': JSON.stringify(config),
  });
  const built = await project.measure(['check', '--base', 'main']);
  assert.equal(built.code, 3);
  assert.match(built.stderr, /'echo no luck; exit 9' ended with 9: \[BROKEN_BUILD\]/);
  project.write({ 'loop-or-pool.config.json': '{ "workload": [], "build": 1 }' });
  const { code, stderr } = await project.measure(['check', '--base', 'main']);
  assert.equal(code, 2);
  assert.match(stderr, /unknown field 'workload', perhaps 'workloads' \[BAD_CONFIG\]/);
  assert.match(stderr, /build: expected a command, received 1/);
});

test('accept wants a reason, keeps what was accepted before, and says so if git ignores the file', async (t) => {
  const project = new GitProject(t);
  project.commit({ '.gitignore': '.loop-or-pool/\n' });
  const without = await project.line.run(['accept', 'work']);
  assert.equal(without.code, 2);
  assert.match(without.stderr, /why is it expected\? \[NO_REASON\]/);
  await project.line.run(['accept', 'a', '--reason', 'one', '--at-most', '30%']);
  const { code, stderr } = await project.line.run([
    'accept',
    'b',
    'c/event-loop',
    '--reason',
    'two',
  ]);
  assert.equal(code, 0);
  assert.match(stderr, /git ignores \.loop-or-pool\/accepted\.json/);
  const text = readFileSync(join(project.line.cwd, '.loop-or-pool', 'accepted.json'), 'utf8');
  const { changes } = JSON.parse(text) as { changes: Record<string, unknown>[] };
  assert.deepEqual(
    changes.map(({ of, reason, atMost }) => [of, reason, atMost]),
    [
      ['a', 'one', 0.3],
      ['b', 'two', null],
      ['c/event-loop', 'two', null],
    ],
  );
});

/** The record, so many days later, with its times a little off and multiplied. */
function later(record: RunRecord, day: number, factor: number): RunRecord {
  const scale = factor * (1 + 0.02 * (seededRandom(day)() - 0.5));
  const cells = record.cells.map((cell) => ({
    ...cell,
    processes: cell.processes.map((process) => ({
      ...process,
      samples: process.samples.map((sample) => ({ ...sample, wallMs: sample.wallMs * scale })),
    })),
  }));
  return { ...record, id: `run-${day}`, startedAt: onDay(day), cells };
}

/** A few more than the ten that a history needs: an outlier among them is left out. */
const RUNS = 14;

/** A project whose history holds runs of `work`, made from a real one: its times multiplied. */
async function withHistory(
  t: TestContext,
  factor: number,
  change: (record: RunRecord) => Partial<RunRecord> = () => ({}),
) {
  const project = new GitProject(t);
  project.commit({
    '.gitignore': 'reports/\n.loop-or-pool/\n',
    'work.mjs': waiting('work', 5),
  });
  const brief = ['--processes', '2', '--rounds', '2', '--formats', 'json', '--quiet'];
  const { code, stderr } = await project.measure(['run', 'work.mjs', ...brief]);
  assert.equal(code, 0, stderr);
  const record = await readRun(join(project.line.cwd, 'reports', 'latest'));
  const path = join(project.line.cwd, '.loop-or-pool', 'history.db');
  const history = await openHistory(path, { create: true });
  for (let day = 1; day <= RUNS; day++) {
    await addRun(history, { ...later(record, day, factor), ...change(record) });
  }
  await history.destroy();
  return project;
}

test('against a history a slow-down is measured beside the earlier version before it is told', async (t) => {
  const project = await withHistory(t, 1);
  project.write({ 'work.mjs': waiting('work', 50) });
  const { code, stdout, stderr } = await project.measure(['check', 'work.mjs']);
  assert.equal(code, 1, stdout + stderr);
  assert.match(stderr, /measuring beside [0-9a-f]{7} what changed: work\/event-loop/);
  assert.match(stdout, /▸ work +event-loop .*▼ regressed/);
  assert.match(stdout, /work\/event-loop: time: found in \d+ pairs beside [0-9a-f]{7}/);
  assert.equal(project.worktrees().length, 1);
  assert.deepEqual(project.line.temporaryFiles(), []);
});

test('a machine that became slower is no regression of the code', async (t) => {
  const project = await withHistory(t, 0.01);
  project.commit({ 'notes.md': 'nothing that is measured' });
  const { code, stdout, stderr } = await project.measure([
    ...['check', 'work.mjs', '--minimum-effect', '50%'],
  ]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stderr, /measuring beside [0-9a-f]{7} what changed: work\/event-loop/);
  assert.match(stdout, /it looked worse by a factor of [^!]*did\s+not\s+find\s+that/);
});

test('the same commit is not accused by its history, and what is no commit any more cannot tell', async (t) => {
  const project = await withHistory(t, 0.01);
  const same = await project.measure(['check', 'work.mjs', '--strict']);
  assert.equal(same.code, 5, same.stdout);
  assert.match(same.stdout, /its\s+commit\s+is\s+that\s+of\s+the\s+latest\s+run\s+before/);
  const path = join(project.line.cwd, '.loop-or-pool', 'history.db');
  const record = await readRun(join(project.line.cwd, 'reports', 'latest'));
  const history = await openHistory(path, { create: false });
  const commit = 'c0ffee0000000000000000000000000000000000';
  const source = { commit, branch: 'gone', dirty: false };
  await addRun(history, { ...later(record, RUNS + 1, 0.01), source });
  await history.destroy();
  const gone = await project.measure(['check', 'work.mjs', '--strict']);
  assert.equal(gone.code, 5, gone.stdout);
  assert.match(
    gone.stdout,
    /commit\s+c0ffee0\s+of\s+the\s+latest\s+run\s+before\s+is\s+not\s+in\s+this\s+repository/,
  );
  assert.match(gone.stdout, /loop-or-pool check --base REF/);
});

test('against runs of another machine nothing can be told yet', async (t) => {
  const project = await withHistory(t, 1, ({ environment }) => ({
    environment: { ...environment, fingerprint: 'elsewhere' },
  }));
  const { code, stdout } = await project.measure(['check', 'work.mjs', '--strict']);
  assert.equal(code, 5);
  assert.match(stdout, /cannot tell yet: 0 of 10 earlier runs under these conditions/);
  assert.match(stdout, /the history also holds runs of other machines: elsewhere/);
});

test('a history that is missing or damaged is told before anything is measured', async (t) => {
  const project = new GitProject(t);
  project.commit({ 'work.mjs': waiting('work', 1) });
  writeFileSync(join(project.line.cwd, 'notes.db'), 'no database at all\n'.repeat(100));
  const missing = await project.measure(['check', 'work.mjs']);
  assert.deepEqual([missing.code, missing.stdout], [2, '']);
  assert.match(missing.stderr, /no history at .*history\.db \[BAD_HISTORY\]/);
  const damaged = await project.measure(['check', 'work.mjs', '--history', 'notes.db']);
  assert.equal(damaged.code, 2);
  assert.match(damaged.stderr, /cannot be used as a history/);
  assert.ok(!existsSync(join(project.line.cwd, 'reports')));
});
