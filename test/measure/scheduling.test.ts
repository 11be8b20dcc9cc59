import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { readThreads, seesChildren } from '../../src/measure/process-tree.js';
import { startSchedulingClock } from '../../src/measure/scheduling.js';

const isLinux = process.platform === 'linux';

test('each wait gives the CPU away once at least', { skip: !isLinux }, async () => {
  const read = startSchedulingClock();
  for (let wait = 0; wait < 20; wait += 1) await delay(1);
  const { voluntarySwitches, involuntarySwitches } = read();
  assert.ok(voluntarySwitches >= 10, `${voluntarySwitches}`);
  assert.ok(involuntarySwitches >= 0);
});

test('time in the kernel is told apart', { skip: !isLinux }, () => {
  const read = startSchedulingClock();
  const before = process.cpuUsage().system;
  while (process.cpuUsage().system - before < 20_000);
  assert.ok(read().systemMs >= 20);
});

test('the wait for a CPU is known on Linux, and never negative', () => {
  const { runQueueMs } = startSchedulingClock()();
  if (isLinux) assert.ok(runQueueMs !== null && runQueueMs >= 0);
  else assert.equal(runQueueMs, null);
});

test('threads of children are counted with their switches', { skip: !seesChildren }, async () => {
  const child = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => 0, 1e3)"]);
  await once(child.stdout, 'data');
  const main = readThreads().find(({ id }) => id === child.pid);
  assert.ok((main?.voluntarySwitches ?? 0) > 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
});
