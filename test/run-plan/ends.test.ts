import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { planFor } from '../../src/plan/expand.js';
import { runPlan } from '../../src/run-plan.js';
import { tempEntries } from '../measure/live-children.js';
import { fixture } from '../workload/fixtures.js';
import { isLinux, leaveNoProcess, measure, samplesOf, small } from './measure.js';

const { untilNoneIsLeft } = leaveNoProcess();

test('what a workload starts and does not end is ended with its process', async () => {
  const options = { models: ['event-loop'], tasks: 1, rounds: 1, processes: 1 };
  const { record } = await measure(['leaves-child.mjs'], options);
  assert.equal(record.cells[0]?.error, null);
});

test('an abort in the middle of a sample ends the run with what there is', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const plan = await planFor([fixture('with-setup.mjs'), fixture('quick.mjs')], {
    ...small,
    rounds: 1_000,
    params: [`prefix=${prefix}`],
  });
  const controller = new AbortController();
  let sampled = 0;
  const record = await runPlan(plan, {
    signal: controller.signal,
    onEvent({ kind }) {
      if (kind === 'sampled' && (sampled += 1) === 5) controller.abort();
    },
  });
  assert.equal(record.status, 'interrupted');
  assert.ok(record.cells.every(({ error }) => error === null));
  assert.equal(record.cells.flatMap(samplesOf).length, 5);
  assert.deepEqual(tempEntries(prefix), []);
});

for (const [file, what] of [
  ['spins.mjs', 'a task that holds its loop for ever'],
  ['setup-hangs.mjs', 'a set-up that never ends'],
] as const) {
  test(`an abort does not wait for ${what}`, async () => {
    const plan = await planFor([fixture(file)], { ...small, timeLimitMs: 600_000 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    const record = await runPlan(plan, { signal: controller.signal });
    assert.equal(record.status, 'interrupted');
    assert.ok(record.cells.every(({ error }) => error === null));
  });
}

test('a run that is aborted before it starts measures nothing', async () => {
  const { record } = await measure(['quick.mjs'], {}, AbortSignal.abort());
  assert.equal(record.status, 'interrupted');
  assert.deepEqual(record.cells.flatMap(samplesOf), []);
});

const killed = 'a parent that is killed leaves no process behind, not even one that never yields';
test(killed, { skip: !isLinux }, async () => {
  const beganFile = join(tmpdir(), `spins-${randomUUID()}`);
  const script = new URL('../measure/run-in-child.js', import.meta.url);
  const parent = fork(script, [fixture('spins.mjs'), `beganFile=${beganFile}`]);
  while (!existsSync(beganFile)) await delay(20);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  rmSync(beganFile);
  await untilNoneIsLeft();
});
