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

/** For so long by both clocks: the compiler's threads add to the CPU time of the process. */
function spin(ms: number): void {
  const [untilCpuMs, untilMs] = [ownCpuMs() + ms, performance.now() + ms];
  while (ownCpuMs() < untilCpuMs || performance.now() < untilMs);
}

test('computing shows as CPU time and holds the loop', async () => {
  const beforeMs = ownCpuMs();
  const observer = observeSample(60);
  observer.resume();
  spin(60);
  observer.pause();
  const usedMs = ownCpuMs() - beforeMs;
  const { cpuMs, loopShare, loopDelayMs, loopQueueMs } = await observer.finish();
  assert.ok(cpuMs >= 60 && cpuMs <= usedMs, `${cpuMs} of ${usedMs} ms`);
  assert.ok(loopShare > 0.95, `${loopShare}`);
  assert.ok(loopDelayMs.max >= 50, `${loopDelayMs.max}`);
  if (process.platform !== 'linux') assert.equal(loopQueueMs, null);
  else assert.ok(loopQueueMs !== null && loopQueueMs >= 0, `${loopQueueMs}`);
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
  const { cpuMs } = await observer.finish();
  assert.ok(cpuMs < 40, `${cpuMs}`);
});

test('garbage collections of the main thread are added up', async () => {
  const collect = globalThis.gc;
  assert.ok(collect, 'run with --expose-gc');
  const observer = observeSample(10);
  observer.resume();
  collect();
  observer.pause();
  observer.resume();
  collect();
  observer.pause();
  const { gcMs, mainLoop } = await observer.finish();
  assert.ok(gcMs > 0);
  const lengths = mainLoop.collections.map(([from, to]) => to - from);
  assert.ok(lengths.length > 0, 'the first batch tells when it collected');
  const firstMs = lengths.reduce((sum, ms) => sum + ms, 0);
  assert.ok(firstMs < gcMs, 'the second batch tells only how long');
});

/** Peak while a buffer of so many bytes is filled; it is garbage afterwards. */
async function peakWith(bytes: number): Promise<number> {
  const observer = observeSample(10);
  observer.resume();
  Buffer.alloc(bytes, 1);
  observer.pause();
  return (await observer.finish()).peakRssBytes;
}

const peak = 'the peak of memory is that of this sample, not of one before';
test(peak, { skip: process.platform !== 'linux' }, async () => {
  const large = await peakWith(200e6);
  globalThis.gc?.();
  const small = await peakWith(0);
  assert.ok(large - small > 100e6, `${large} and then ${small} bytes`);
});

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
