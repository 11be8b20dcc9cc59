import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom, shuffled } from '../../src/measure/random.js';
import { parseRunRecord } from '../../src/record/run-record.js';
import { summarySchema } from '../../src/report/summary.js';
import { CommandLine, repositoryRoot } from './command-line.js';

const spins = join(repositoryRoot, 'test', 'fixtures', 'workloads', 'spins.mjs');
/** The order of the workloads is drawn from the seed; with this one the first comes first. */
const seed = [0, 1, 2, 3, 4, 5, 6, 7].find(
  (drawn) => shuffled(['first', 'second'], seededRandom(drawn))[0] === 'first',
);
/** One workload that is done in a moment, and then one that never ends and holds its loop. */
const endless = [
  ...['run', 'noop', spins, '--models', 'event-loop', '--processes', '1', '--rounds', '1'],
  ...['--time-limit', '1h', '--budget', '1h', '--seed', String(seed)],
];

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`after ${signal} what was measured is written and marked, and nothing goes on`, async (t) => {
    const line = new CommandLine(t);

    const outcome = await line.run([...endless, '--json', '-'], {
      onStart: (child) => onFirstCell(child, () => child.kill(signal)),
    });

    assert.equal(outcome.code, code, outcome.stderr);
    assert.equal(summarySchema.parse(JSON.parse(outcome.stdout)).status, 'interrupted');
    const record = parseRunRecord(
      JSON.parse(readFileSync(join(line.cwd, 'reports/latest/run.json'), 'utf8')),
    );
    assert.equal(record.status, 'interrupted');
    assert.equal(record.cells[0]?.processes[0]?.samples.length, 1);
    assert.match(outcome.stderr, /interrupted/);
    await line.untilNoneIsLeft();
    assert.deepEqual(line.temporaryFiles(), []);
  });
}

test('a second signal leaves at once and takes the measured processes along', async (t) => {
  const line = new CommandLine(t);

  const { code } = await line.run(endless, {
    onStart: (child) =>
      onFirstCell(child, () => {
        child.kill('SIGINT');
        child.stderr?.on('data', () => child.kill('SIGINT'));
      }),
  });

  assert.equal(code, 130);
  await line.untilNoneIsLeft();
});

test('a killed run takes the measured processes along and leaves what it had measured', async (t) => {
  const line = new CommandLine(t);

  const { signal } = await line.run(endless, {
    onStart: (child) => onFirstCell(child, () => child.kill('SIGKILL')),
  });

  assert.equal(signal, 'SIGKILL');
  await line.untilNoneIsLeft();
  const { code, stdout, stderr } = await line.run(['report', 'latest', '--json', '-']);
  assert.equal(code, 0, stderr);
  const { status, cells } = summarySchema.parse(JSON.parse(stdout));
  assert.equal(status, 'interrupted');
  assert.deepEqual(
    cells.map(({ wallMs }) => wallMs !== null),
    [true, false],
  );
});

function onFirstCell(child: ChildProcess, act: () => void): void {
  let text = '';
  const listen = (chunk: Buffer) => {
    text += chunk.toString();
    if (!text.includes('[1/2]')) return;
    child.stderr?.off('data', listen);
    act();
  };
  child.stderr?.on('data', listen);
}
