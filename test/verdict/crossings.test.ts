import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import type { Crossing } from '../../src/verdict/verdict.js';
import { buildRecord, type RecordShape } from './build-record.js';

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** What the law says for work that computes this share of its time on its loop. */
function lawful(share: number, cpus: number): Record<string, number> {
  const busy = Math.max(share, 0.01);
  return {
    'event-loop': 1,
    'async-pool:20': Math.min(20, 1 / busy),
    'worker-pool:2': Math.min(2, cpus / busy),
    'worker-pool:2x10': Math.min(20, 2 / busy, cpus / busy),
  };
}

function crossings(
  models: (share: number) => Record<string, number>,
  shape: Partial<RecordShape> = {},
) {
  return judge(
    buildRecord({
      sweptParam: 'cpuShare',
      ...shape,
      workloads: SHARES.map((cpuShare) => ({
        name: 'mixed',
        params: { cpuShare },
        loopShare: Math.max(cpuShare, 0.01),
        cpuShare: Math.max(cpuShare, 0.01),
        models: models(cpuShare),
      })),
    }),
  ).crossings;
}

const between = (found: Crossing[], a: string, b: string) =>
  found.find(({ models }) => models.includes(a) && models.includes(b));

test('the async pool and two workers cross where the law says', () => {
  const found = between(
    crossings((share) => lawful(share, 2)),
    'async-pool:20',
    'worker-pool:2',
  )!;
  assert.equal(found.ahead, 'async-pool:20');
  assert.ok(Math.abs(found.predicted! - 0.5) < 0.01, `predicted ${found.predicted}`);
  assert.ok(found.at!.low <= 0.5 && 0.5 <= found.at!.high);
  assert.ok(found.at!.high - found.at!.low < 0.1);
});

test('models of which one is never behind do not cross', () => {
  const found = between(
    crossings((share) => lawful(share, 2)),
    'async-pool:20',
    'worker-pool:2x10',
  )!;
  assert.equal(found.at, null);
  assert.equal(found.predicted, null);
  assert.equal(found.ahead, 'worker-pool:2x10');
});

test('models that are always equal do not cross, however noisy they are', () => {
  const equal = () => ({ 'async-pool:20': 1, 'async-pool:40': 1 });
  const [found] = crossings(equal, { noise: { process: 0.01, round: 0.01 } });
  assert.equal(found!.at, null);
  assert.equal(found!.ahead, null);
});

test('the event loop is told of only where it is crossed', () => {
  const found = crossings((share) => lawful(share, 2));
  assert.equal(between(found, 'event-loop', 'worker-pool:2'), undefined);
  const crossed = crossings((share) => ({
    'event-loop': 1,
    'worker-pool:2': 1 / (2 - 1.5 * share),
  }));
  const { at, ahead } = between(crossed, 'event-loop', 'worker-pool:2')!;
  assert.equal(ahead, 'event-loop');
  assert.ok(at!.low <= 2 / 3 && 2 / 3 <= at!.high, `${at!.low} to ${at!.high}`);
});

test('noise that could move the crossing past the sweep shows in its interval', () => {
  const late = (share: number) => ({ 'async-pool:20': 1.2, 'worker-pool:2': 0.5 + 0.8 * share });
  const { at } = crossings(late, { noise: { process: 0.08, round: 0.05 } })[0]!;
  assert.equal(at!.high, 1);
});

test('a run that sweeps nothing has no crossings', () => {
  const workloads = [
    { loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'worker-pool:2': 2 } },
  ];
  assert.deepEqual(judge(buildRecord({ workloads })).crossings, []);
});
