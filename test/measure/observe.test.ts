import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from '../../src/measure/cpu-time.js';
import { observeSample } from '../../src/measure/observe.js';
import { descendants, residentBytes, seesChildren } from '../../src/measure/process-tree.js';

const spinFor = (ms: number) =>
  `const until = process.cpuUsage().user + ${ms} * 1e3; while (process.cpuUsage().user < until);`;

function spin(ms: number): void {
  const untilMs = ownCpuMs() + ms;
  while (ownCpuMs() < untilMs);
}

test('computing shows as CPU time and holds the loop', async () => {
  const beforeMs = ownCpuMs();
  const observer = observeSample(60);
  observer.resume();
  spin(60);
  observer.pause();
  const usedMs = ownCpuMs() - beforeMs;
  const { cpuMs, loopShare, loopDelayMs } = await observer.finish();
  assert.ok(cpuMs >= 60 && cpuMs <= usedMs, `${cpuMs} of ${usedMs} ms`);
  assert.ok(loopShare > 0.95, `${loopShare}`);
  assert.ok(loopDelayMs.max >= 50, `${loopDelayMs.max}`);
});

test('waiting shows as neither', async () => {
  const observer = observeSample(100);
  observer.resume();
  await delay(100);
  observer.pause();
  const { cpuMs, loopShare } = await observer.finish();
  assert.ok(cpuMs < 50, `${cpuMs}`);
  assert.ok(loopShare < 0.5, `${loopShare}`);
});

test('what happens while it pauses does not count', async () => {
  const observer = observeSample(10);
  observer.resume();
  observer.pause();
  spin(80);
  observer.resume();
  observer.pause();
  const { cpuMs, loopDelayMs } = await observer.finish();
  assert.ok(cpuMs < 40, `${cpuMs}`);
  assert.ok(loopDelayMs.max < 40, `${loopDelayMs.max}`);
});

test('garbage collections of the main thread are added up', async () => {
  const collect = globalThis.gc;
  assert.ok(collect, 'run with --expose-gc');
  const observer = observeSample(10);
  observer.resume();
  collect();
  observer.pause();
  assert.ok((await observer.finish()).gcMs > 0);
});

test(
  'the peak of memory is that of this sample, not of one before',
  {
    skip: process.platform !== 'linux',
  },
  async () => {
    const sizes: number[] = [];
    for (const bytes of [200e6, 0]) {
      const observer = observeSample(10);
      observer.resume();
      // Filled through a fresh mapping, which is given back as soon as the buffer is gone.
      let buffer: Buffer | undefined = Buffer.alloc(bytes, 1);
      observer.pause();
      sizes.push((await observer.finish()).peakRssBytes);
      assert.equal(buffer.length, bytes);
      buffer = undefined;
      globalThis.gc?.();
    }
    const [large = 0, small = 0] = sizes;
    assert.ok(large - small > 100e6, sizes.join());
  },
);

test('children count in memory and CPU time while they live', { skip: !seesChildren }, async () => {
  const child = spawn(process.execPath, [
    '-e',
    `${spinFor(50)} console.log('done'); setInterval(() => 0, 1e3)`,
  ]);
  const before = { live: new Map<number, number>(), endedMs: 0 };
  await once(child.stdout, 'data');
  assert.ok(descendants().includes(child.pid ?? 0));
  assert.ok(residentBytes() > process.memoryUsage.rss() + 10e6);
  const { live } = readChildrenCpu();
  assert.ok(childrenCpuBetween(before, { live, endedMs: 0 }) >= 50);
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a child that has ended counts with its whole life', { skip: !seesChildren }, async () => {
  const before = readChildrenCpu();
  await promisify(execFile)(process.execPath, ['-e', spinFor(100)]);
  const cpuMs = childrenCpuBetween(before, readChildrenCpu());
  assert.ok(cpuMs >= 90, `${cpuMs}`);
});

test('of a child that ends in between, only the part after the first reading counts', () => {
  const before = {
    live: new Map([
      [7, 100],
      [8, 30],
    ]),
    endedMs: 1_000,
  };
  const after = {
    live: new Map([
      [8, 50],
      [9, 5],
    ]),
    endedMs: 1_140,
  };
  assert.equal(childrenCpuBetween(before, after), 20 + 5 + 40);
});
