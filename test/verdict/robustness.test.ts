import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import type { Flip } from '../../src/verdict/verdict.js';
import { buildRecord, type WorkloadShape } from './build-record.js';

const SILENCE = { process: 0, round: 0 };

/** Handing an empty task over takes 2 us on the loop and 40 us to a worker. */
const noop: WorkloadShape = {
  name: 'noop',
  taskMs: 0.002,
  loopShare: 1,
  cpuShare: 1,
  models: { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 0.05 },
};
const sieve: WorkloadShape = {
  name: 'sieve',
  taskMs: 10,
  loopShare: 1,
  cpuShare: 1,
  models: { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 1.9 },
};

function flipsOf(workload: WorkloadShape, others: WorkloadShape[] = [noop]): Flip[] {
  const record = buildRecord({ noise: SILENCE, workloads: [workload, ...others] });
  return judge(record).workloads[0]!.verdict.flips;
}

test('a task so short that handing it over costs more than it saves flips the verdict', () => {
  const flip = flipsOf(sieve).find(({ when }) => when.includes('shorter'))!;
  assert.equal(flip.model, 'event-loop');
  // On a worker a task of t ms takes 0.04 + t (10 / 1.9 - 0.04) / 10; the loop keeps it up to 5 % more.
  const perMs = (10 / 1.9 - 0.04) / 10;
  const expected = (1.05 * 0.04 - 0.002) / (0.9998 - 1.05 * perMs);
  const named = Number(/than ([\d.]+) ms/.exec(flip.when)![1]);
  assert.ok(Math.abs(named / expected - 1) < 0.06, `${named} is not ${expected}`);
});

test('a task long enough to be worth handing over flips the verdict the other way', () => {
  const short = { ...sieve, taskMs: 0.02, models: { ...sieve.models, 'worker-pool:2': 0.4 } };
  const [flip] = flipsOf(short);
  assert.match(flip!.when, /^a task longer than/);
  assert.equal(flip!.model, 'worker-pool:2');
});

test('without an empty workload in the run nothing is said about lengths', () => {
  assert.ok(flipsOf(sieve, []).every(({ when }) => !when.includes('task')));
});

test('pools grow with the CPUs, and other CPUs flip the verdict where the law says so', () => {
  const one = flipsOf(sieve).find(({ when }) => when.includes('CPU'))!;
  assert.deepEqual(one, { when: '1 CPU', model: 'event-loop' });
  const mixed = {
    ...sieve,
    loopShare: 0.35,
    cpuShare: 0.35,
    models: { 'event-loop': 1, 'async-pool:20': 2.8, 'worker-pool:2': 2 },
  };
  assert.deepEqual(flipsOf(mixed, []), [{ when: '4 CPUs or more', model: 'worker-pool:4' }]);
});

test('an unclear verdict has nothing to flip', () => {
  const close = { ...sieve, models: { 'event-loop': 1, 'worker-pool:2': 1.05 } };
  const record = buildRecord({ noise: { process: 0.05, round: 0.05 }, workloads: [close, noop] });
  assert.deepEqual(judge(record).workloads[0]!.verdict.flips, []);
});
