import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { RunRecord } from '../../src/record/run-record.js';
import { sideBySideSchema } from '../../src/report/summary.js';
import { crossoverRun, tradeoffRun } from '../report/sample-run.js';
import { CommandLine, repositoryRoot } from './command-line.js';

test('several runs are shown side by side, and written where they are told', async (t) => {
  const line = withRuns(t);

  const { code, stdout, stderr } = await line.run(['report', 'a', 'b', '--out', 'both']);

  assert.equal(code, 0, stderr);
  assert.match(stdout, /^node 20\.20\.2 \| node 22\.12\.0/);
  assert.match(stdout, /The runs agree on \d workloads/);
  assert.deepEqual(readdirSync(join(line.cwd, 'both')).sort(), [
    'charts',
    'report.html',
    'results.csv',
    'side-by-side.json',
    'summary.md',
  ]);
  const text = readFileSync(join(line.cwd, 'both', 'side-by-side.json'), 'utf8');
  assert.equal(sideBySideSchema.parse(JSON.parse(text)).runs.length, 2);
});

test('side by side, --json - leaves one document on stdout', async (t) => {
  const { stdout, stderr } = await withRuns(t).run(['report', 'a', 'b', '--json', '-']);

  assert.equal(sideBySideSchema.parse(JSON.parse(stdout)).runs[1]?.label, 'node 22.12.0');
  assert.match(stderr, /The runs agree/);
});

for (const [args, message] of [
  [['a', 'a'], /a is named twice \[BAD_USAGE\]/],
  [['a', 'b', '--formats', 'trace'], /--formats trace takes a single run/],
  [['a', 'b', '--history', './h.db'], /--history takes a single run/],
  [['a', 'b', '--export', 'junit'], /--export takes a single run/],
  [['a', 'c'], /no workload in common \[NOT_COMPARABLE\]/],
] as const) {
  test(`"report ${args.join(' ')}" is refused, with something to try`, async (t) => {
    const { code, stdout, stderr } = await withRuns(t).run(['report', ...args]);

    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.match(stderr, /try:/);
  });
}

test('the parts of a run are shown as the run, and kept as one', async (t) => {
  const line = new CommandLine(t);
  const { record } = tradeoffRun();
  const names = [...new Set(record.cells.map(({ workload }) => workload.key))];
  names.forEach((name, i) => {
    const cells = record.cells.filter(({ workload }) => workload.key === name);
    store(line, `part-${i + 1}`, {
      ...record,
      cells,
      shard: { index: i + 1, count: names.length, plan: 'plan' },
    });
  });
  const parts = names.map((_, i) => `part-${i + 1}`);

  const { code, stdout, stderr } = await line.run(['report', ...parts, '--out', 'whole']);
  assert.equal(code, 0, stderr);
  for (const name of names) assert.ok(stdout.includes(name), name);
  const again = await line.run(['report', 'whole']);
  assert.equal(again.stdout, stdout);

  const some = await line.run(['report', ...parts.slice(1)]);
  assert.equal(some.code, 2);
  assert.match(some.stderr, /not one run: 1\/\d+ is missing \[NOT_ONE_RUN\]/);
});

test('report --history shows the run beside earlier ones of its cells', async (t) => {
  const line = withRuns(t);
  const { record } = tradeoffRun();
  for (const day of [1, 2, 3]) {
    store(line, `day-${day}`, { ...record, startedAt: `2026-11-0${day}T00:00:00.000Z` });
  }
  const imported = await line.run(['history', 'import', 'reports', '--history', './h.db']);
  assert.equal(imported.code, 0, imported.stderr);

  const { code, stderr } = await line.run([
    ...['report', 'a', '--history', './h.db', '--formats', 'html', '--out', 'files'],
  ]);

  assert.equal(code, 0, stderr);
  const html = readFileSync(join(line.cwd, 'files', 'report.html'), 'utf8');
  assert.match(html, /Every cell is within 5\s% of its usual time/);
  assert.match(html, /3 earlier runs, then this one/);
});

test('without the canvas every other file is written, and it is said why pictures are not', async (t) => {
  const hide = join(repositoryRoot, 'test', 'fixtures', 'loading', 'hide.mjs');
  const line = withRuns(t);

  const { code, stderr } = await line.run(['report', 'a', '--out', 'files'], {
    nodeFlags: ['--import', pathToFileURL(hide).href],
    env: { HIDDEN_PACKAGE: 'canvas' },
  });

  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: no png: [\s\S]*@napi-rs\/canvas[\s\S]*Try: npm install/);
  assert.deepEqual(readdirSync(join(line.cwd, 'files')).sort(), [
    'report.html',
    'results.csv',
    'summary.json',
    'summary.md',
    'trace.json',
  ]);
});

/** Stored: `a` on Node 20, `b` on Node 22, and `c`, which measured something else. */
function withRuns(t: TestContext): CommandLine {
  const line = new CommandLine(t);
  const { record } = tradeoffRun();
  store(line, 'a', record);
  store(line, 'b', { ...record, environment: { ...record.environment, node: 'v22.12.0' } });
  const other = crossoverRun().record;
  const cells = other.cells.map((cell) => ({
    ...cell,
    workload: { ...cell.workload, name: 'other' },
  }));
  store(line, 'c', { ...other, cells });
  return line;
}

function store(line: CommandLine, id: string, record: RunRecord): void {
  const folder = join(line.cwd, 'reports', id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...record, id }));
}
