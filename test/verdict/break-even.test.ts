import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import type { BreakEven } from '../../src/verdict/verdict.js';
import { buildRecord, type RecordShape } from './build-record.js';

const LENGTHS_MS = [0.001, 0.01, 0.1, 1, 10, 100];

/** Two workers, of which each needs so many milliseconds beside the work of a task. */
function breakEvens(overheads: Record<string, number>, shape: Partial<RecordShape> = {}) {
  const speedUps = (ms: number) =>
    Object.entries(overheads).map(([model, overheadMs]) => [model, ms / (ms / 2 + overheadMs)]);
  const record = buildRecord({
    sweptParam: 'lengthMs',
    ...shape,
    workloads: LENGTHS_MS.map((lengthMs) => ({
      name: 'spin',
      params: { lengthMs },
      loopShare: 1,
      cpuShare: 1,
      taskMs: lengthMs,
      models: { 'event-loop': 1, ...Object.fromEntries(speedUps(lengthMs)) },
    })),
  });
  const found = judge(record).breakEvens;
  return (model: string): BreakEven => found.find((one) => one.model === model)!;
}

test('a worker pays from twice its overhead on, where it saves as much as it costs', () => {
  const of = breakEvens({ 'worker-pool:2': 0.02, 'worker-pool:2 chunkSize=1': 0.2 });
  for (const [model, wanted] of [
    ['worker-pool:2', 0.04],
    ['worker-pool:2 chunkSize=1', 0.4],
  ] as const) {
    const { pays, at } = of(model);
    assert.equal(pays, 'above');
    assert.ok(at!.low <= wanted && wanted <= at!.high, `${at!.low} to ${at!.high}`);
    assert.ok(at!.high / at!.low < 1.3, `${at!.low} to ${at!.high}`);
  }
});

test('the interval holds the truth in noise, and a noisy long task does not move it far', () => {
  const of = breakEvens({ 'worker-pool:2': 0.02 }, { noise: { process: 0.05, round: 0.1 } });
  const { at } = of('worker-pool:2');
  assert.ok(at!.low <= 0.04 && 0.04 <= at!.high && at!.high < 0.1, `${at!.low} to ${at!.high}`);
});

test('a model that costs nothing pays everywhere, one that costs too much nowhere', () => {
  const of = breakEvens({ 'worker-pool:2': 0, 'process-pool:2': 1_000 });
  assert.deepEqual([of('worker-pool:2').pays, of('worker-pool:2').at], ['everywhere', null]);
  assert.deepEqual([of('process-pool:2').pays, of('process-pool:2').at], ['nowhere', null]);
});

test('without a sweep or without the event loop there is nothing to pay off', () => {
  const models = { 'worker-pool:2': 2, 'async-pool:2': 1 };
  const workload = { loopShare: 1, cpuShare: 1, params: { lengthMs: 1 }, models };
  assert.deepEqual(judge(buildRecord({ workloads: [workload] })).breakEvens, []);
  const swept = buildRecord({ workloads: [workload], sweptParam: 'lengthMs' });
  assert.deepEqual(judge(swept).breakEvens, []);
});
