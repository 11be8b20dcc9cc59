import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeRun } from '../../src/record/store.js';
import { runOf } from '../history/stored-runs.js';
import { CommandLine } from './command-line.js';

test('report --export writes into the run folder, or where it is told', async (t) => {
  const line = new CommandLine(t);
  const folder = join(line.cwd, 'reports', 'run-1');
  await writeRun(folder, runOf());
  const { code, stderr } = await line.run([
    'report',
    'run-1',
    '--quiet',
    '--export',
    'bencher',
    '--export',
    'junit=out/unit.xml',
  ]);
  assert.equal(code, 0, stderr);
  assert.ok('work/event-loop' in JSON.parse(readFileSync(join(folder, 'bencher.json'), 'utf8')));
  assert.match(readFileSync(join(line.cwd, 'out', 'unit.xml'), 'utf8'), /^<\?xml /);
});

test('report --export FORMAT=- leaves nothing else on stdout', async (t) => {
  const line = new CommandLine(t);
  await writeRun(join(line.cwd, 'run'), runOf());
  const { code, stdout, stderr } = await line.run(['report', 'run', '--export', 'openmetrics=-']);
  assert.equal(code, 0);
  assert.match(stdout, /^# TYPE [^]*# EOF\n$/);
  assert.match(stderr, /Verdict/);
});

test('an unknown format is a mistake that names the known ones, and nothing is written', async (t) => {
  const line = new CommandLine(t);
  await writeRun(join(line.cwd, 'run'), runOf());
  const { code, stderr } = await line.run(['report', 'run', '--export', 'pdf']);
  assert.equal(code, 2);
  assert.match(stderr, /--export: expected FORMAT or FORMAT=FILE.*junit.*received 'pdf'/);
  assert.ok(!existsSync(join(line.cwd, 'run', 'pdf')));
});
