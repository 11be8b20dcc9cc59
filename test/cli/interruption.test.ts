import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseRunRecord } from '../../src/record/run-record.js';
import { summarySchema } from '../../src/report/summary.js';
import { CommandLine, repositoryRoot } from './command-line.js';

const spins = join(repositoryRoot, 'test', 'fixtures', 'workloads', 'spins.mjs');
/** A first workload that is done in a moment, and a second that never ends by itself. */
const endless = ['run', 'noop', spins, '--models', 'event-loop', '--processes', '1'];
const limits = ['--rounds', '1', '--time-limit', '1h', '--budget', '1h'];

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`after ${signal} what was measured is written and marked, and nothing goes on`, async (t) => {
    const line = new CommandLine(t);

    const outcome = await line.run([...endless, ...limits, '--json', '-'], {
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
    assert.deepEqual(line.livingDescendants(), []);
    assert.deepEqual(line.temporaryFiles(), []);
  });
}

test('a second signal leaves at once and takes the measured processes along', async (t) => {
  const line = new CommandLine(t);

  const { code } = await line.run([...endless, ...limits], {
    onStart: (child) =>
      onFirstCell(child, () => {
        child.kill('SIGINT');
        child.stderr?.on('data', () => child.kill('SIGINT'));
      }),
  });

  assert.equal(code, 130);
  await untilNoneIsLeft(line);
});

test('a killed run takes the measured processes along once they let go of their loop', async (t) => {
  const line = new CommandLine(t);
  const waiting = ['run', 'noop', 'sleep', '--models', 'event-loop', '--processes', '1'];

  const { signal } = await line.run([...waiting, '--budget', '1h', '--precision', '0.001%'], {
    onStart: (child) => onFirstCell(child, () => child.kill('SIGKILL')),
  });

  assert.equal(signal, 'SIGKILL');
  await untilNoneIsLeft(line);
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

/** The runner's time limit ends a test in which they never go. */
async function untilNoneIsLeft(line: CommandLine): Promise<void> {
  while (line.livingDescendants().length > 0) await sleep(20);
}
