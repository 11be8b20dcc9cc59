import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { addRun } from '../../src/history/add-run.js';
import { openHistory } from '../../src/history/database.js';
import { writeRun } from '../../src/record/store.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { runOf } from '../history/stored-runs.js';
import type { RunShape } from '../history/stored-runs.js';
import { buildRecord } from '../verdict/build-record.js';
import { CommandLine } from './command-line.js';

/** A command line with these runs below `reports/`. */
async function withRuns(t: TestContext, ...shapes: RunShape[]): Promise<CommandLine> {
  const line = new CommandLine(t);
  for (const shape of shapes) {
    const record = runOf(shape);
    await writeRun(join(line.cwd, 'reports', record.id), record);
  }
  return line;
}

test('two stored runs are compared cell by cell, and said to be weak evidence', async (t) => {
  const line = await withRuns(t, { id: 'a' }, { id: 'b', taskMs: 30, seed: 2 });
  const { code, stdout } = await line.run(['compare', 'a', 'b']);
  assert.equal(code, 0);
  assert.match(stdout, /^▸ work +event-loop .*\+199 % \(\+196 % to \+202 %\) +▼ slower/m);
  assert.match(stdout, /^2 cells: 2 slower$/m);
  assert.match(stdout, /two runs at two moments: weak evidence/);
});

test('it is written for people and for programs, one of them on stdout alone', async (t) => {
  const line = await withRuns(t, { id: 'a' }, { id: 'b', taskMs: 30, seed: 2 });
  const { code, stdout, stderr } = await line.run([
    ...['compare', 'a', 'reports/b/run.json', '--json', '-'],
    ...['--markdown', 'out/c.md', '--html', 'out/c.html', '--junit', 'out/c.xml'],
  ]);
  assert.equal(code, 0, stderr);
  const { schema, cells } = JSON.parse(stdout) as { schema: string; cells: { outcome: string }[] };
  assert.equal(schema, 'loop-or-pool/comparison@1');
  assert.deepEqual(
    cells.map(({ outcome }) => outcome),
    ['worse', 'worse'],
  );
  const written = (name: string) => readFileSync(join(line.cwd, 'out', name), 'utf8');
  assert.match(written('c.md'), /^### loop-or-pool .* comparison: 2 cells: 2 slower$/m);
  assert.match(written('c.html'), /2 cells: 2 slower<\/h2>/);
  assert.match(written('c.xml'), /<failure message="slower: \+199 % .*" type="regression"\/>/);
});

/** A run of four models under one workload, of which some take so many times as long, and another seed. */
function changed(id: string, seed: number, factors: Record<string, number>): RunRecord {
  const speedUps = { 'event-loop': 1, 'async-pool:20': 5, 'worker-pool:2': 1.9, 'queue:2': 1.5 };
  const models = Object.entries(speedUps).map(([model, speedUp]): [string, number] => [
    model,
    speedUp / (factors[model] ?? 1),
  ]);
  const work = { loopShare: 0.1, cpuShare: 0.1, models: Object.fromEntries(models) };
  const source = { commit: id.repeat(8), branch: 'main', dirty: false };
  return { ...buildRecord({ workloads: [work], seed }), id, source };
}

interface Found {
  cells: { id: string; outcome: string }[];
  advice: { workload: string; was: string; now: string }[];
}

async function found(t: TestContext, factors: Record<string, number>): Promise<Found> {
  const line = new CommandLine(t);
  for (const record of [changed('a', 1, {}), changed('b', 2, factors)]) {
    await writeRun(join(line.cwd, 'reports', record.id), record);
  }
  const { code, stdout, stderr } = await line.run(['compare', 'a', 'b', '--json', '-']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Found;
}

const outcomes = ({ cells }: Found, which: string) =>
  cells.filter(({ outcome }) => outcome === which).map(({ id }) => id);

for (const percent of [10, 30]) {
  test(`a cell that takes ${percent} % longer is named, and no other`, async (t) => {
    const result = await found(t, { 'worker-pool:2': 1 + percent / 100 });
    assert.deepEqual(outcomes(result, 'worse'), ['work/worker-pool:2']);
    assert.deepEqual(outcomes(result, 'better'), []);
    assert.deepEqual(result.advice, []);
  });
}

test('the same code at another moment is accused of nothing', async (t) => {
  const result = await found(t, {});
  assert.deepEqual([outcomes(result, 'worse'), outcomes(result, 'better')], [[], []]);
});

test('a changed best model is told beside the times', async (t) => {
  const { advice } = await found(t, { 'async-pool:20': 4 });
  assert.deepEqual(advice, [{ workload: 'work', was: 'async-pool:20', now: 'worker-pool:2' }]);
});

test('runs of two machines are refused with the reason and exit code 5', async (t) => {
  const line = await withRuns(t, { id: 'a' }, { id: 'b', fingerprint: 'other', node: 'v22.1.0' });
  const { code, stdout, stderr } = await line.run(['compare', 'a', 'b']);
  assert.equal(code, 5);
  assert.equal(stdout, '');
  assert.match(stderr, /a and b must not be compared: \[NOT_COMPARABLE\]/);
  assert.match(stderr, /the machines differ: synthetic and other/);
  assert.match(stderr, /the Node versions differ: 20 and 22/);
});

test('runs that lie in the history only are found there', async (t) => {
  const line = await withRuns(t, { id: 'a' });
  const path = join(line.cwd, '.loop-or-pool', 'history.db');
  const history = await openHistory(path, { create: true });
  await addRun(history, runOf({ id: 'stored', seed: 2 }));
  await history.destroy();
  assert.equal((await line.run(['compare', 'stored', 'a'])).code, 0);
  const { code, stderr } = await line.run(['compare', 'lost', 'a']);
  assert.equal(code, 2);
  assert.match(stderr, /no run 'lost' in the history/);
});

test('one run, or three, are told to be two', async (t) => {
  const line = await withRuns(t, { id: 'a' });
  const { code, stderr } = await line.run(['compare', 'a']);
  assert.equal(code, 2);
  assert.match(stderr, /expected two runs, received 1 \[BAD_USAGE\]/);
});
