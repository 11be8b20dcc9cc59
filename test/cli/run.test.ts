import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRunRecord } from '../../src/record/run-record.js';
import { summarySchema } from '../../src/report/summary.js';
import { CommandLine } from './command-line.js';

/** The shortest run there is. */
const tiny = ['--rounds', '1', '--processes', '1', '--models', 'event-loop,async-pool:2'];

test('a run prints tables, and leaves a folder with every format and a pointer to it', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout, stderr } = await line.run(['run', 'noop', ...tiny, '--seed', '7']);

  assert.equal(code, 0, stderr);
  assert.match(stdout, /noop[\s\S]*event-loop[\s\S]*async-pool:2[\s\S]*Verdict/);
  assert.match(stderr, /cells +1 x 2 = 2[\s\S]*seed +7[\s\S]*\[2\/2\]/);
  const [id = '', ...others] = readdirSync(join(line.cwd, 'reports')).filter((n) => n !== 'latest');
  assert.deepEqual(others, []);
  assert.match(stderr, new RegExp(`report in reports/${id}/\n$`));
  assert.deepEqual(readdirSync(join(line.cwd, 'reports', 'latest')).sort(), [
    'charts',
    'report.html',
    'results.csv',
    'run.json',
    'summary.json',
    'summary.md',
    'trace.json',
  ]);
  const record = parseRunRecord(json(line, 'reports/latest/run.json'));
  assert.deepEqual([record.id, record.seed, record.status], [id, 7, 'complete']);
  assert.equal(summarySchema.parse(json(line, 'reports/latest/summary.json')).id, id);
  await line.untilNoneIsLeft();
  assert.deepEqual(line.temporaryFiles(), []);
});

test('--json - leaves one JSON document on stdout and everything else on stderr', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout, stderr } = await line.run(['run', 'noop', ...tiny, '--json', '-']);

  assert.equal(code, 0, stderr);
  assert.deepEqual(
    summarySchema.parse(JSON.parse(stdout)),
    json(line, 'reports/latest/summary.json'),
  );
  assert.match(stderr, /Verdict/);
});

test('--quiet prints the verdicts and nothing else', async (t) => {
  const line = new CommandLine(t);

  const { stdout, stderr } = await line.run(['run', 'noop', ...tiny, '--quiet']);

  assert.match(stdout, /^Verdict\n +noop/);
  assert.equal(stderr, '');
});

test('--formats and --out choose what is written and where; the record always is', async (t) => {
  const line = new CommandLine(t);

  await line.run(['run', 'noop', ...tiny, '--out', 'kept', '--formats', 'md,csv', '--quiet']);

  assert.deepEqual(readdirSync(join(line.cwd, 'kept', 'latest')).sort(), [
    'results.csv',
    'run.json',
    'summary.md',
  ]);
  assert.equal(existsSync(join(line.cwd, 'reports')), false);
});

test('--dry-run prints the plan and measures nothing', async (t) => {
  const line = new CommandLine(t);

  const { code, stdout, stderr } = await line.run(['run', '--dry-run', '--seed', '3']);

  assert.equal(code, 0, stderr);
  assert.match(stdout, /^suite +tradeoff: [\s\S]*time +about [\s\S]*seed +3\n$/);
  assert.deepEqual(readdirSync(line.cwd), []);
});

test('--ascii keeps to ASCII on both streams', async (t) => {
  const line = new CommandLine(t);

  const { stdout, stderr } = await line.run(['run', 'noop', ...tiny, '--ascii']);
  const plan = await line.run(['run', '--dry-run', '--ascii']);

  for (const text of [stdout, stderr, plan.stdout]) assert.match(text, /^[\n -~]+$/);
});

test('a reader who leaves early disturbs nothing', async (t) => {
  const line = new CommandLine(t);

  const { code, stderr } = await line.run(['run', 'noop', ...tiny], {
    onStart: ({ stdout }) => stdout?.destroy(),
  });

  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /EPIPE/);
  assert.ok(existsSync(join(line.cwd, 'reports/latest/report.html')));
});

test('--strict ends with 5 where a verdict is not clear', async (t) => {
  const line = new CommandLine(t);
  // One sample each cannot decide anything.
  const { code, stdout } = await line.run(['run', 'noop', ...tiny, '--strict', '--json', '-']);

  const { verdicts } = summarySchema.parse(JSON.parse(stdout));
  assert.deepEqual(
    verdicts.map(({ unclear }) => unclear),
    [true],
  );
  assert.equal(code, 5);
});

function json(line: CommandLine, path: string): unknown {
  return JSON.parse(readFileSync(join(line.cwd, path), 'utf8'));
}

test('a suite and workloads beside it are a run each', async (t) => {
  const line = new CommandLine(t);
  const small = [...tiny, '--models', 'event-loop', '--tasks', '1', '--formats', 'csv', '--quiet'];

  const { code, stderr } = await line.run(['run', 'noop', 'crossover', ...small]);

  assert.equal(code, 0, stderr);
  const runs = readdirSync(join(line.cwd, 'reports')).filter((name) => name !== 'latest');
  const suites = runs.map(
    (run) => parseRunRecord(json(line, `reports/${run}/run.json`)).suite.name,
  );
  assert.deepEqual(suites.sort(), ['crossover', 'noop']);
});
