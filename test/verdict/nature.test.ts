import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import { natureOf } from '../../src/verdict/nature.js';
import { buildRecord } from './build-record.js';

test('loop share and CPU share tell the nature', () => {
  const table: [loopShare: number, cpuShare: number, nature: string][] = [
    [0.01, 0.02, 'io-bound'],
    [0.2, 0.2, 'io-bound'],
    [0.99, 1, 'cpu-bound'],
    [0.99, 1.4, 'cpu-bound'],
    [0.99, 0.45, 'cpu-bound'],
    [0.02, 1, 'cpu-bound-off-loop'],
    [0.05, 3.7, 'cpu-bound-off-loop'],
    [1, 0.01, 'blocking'],
    [0.5, 0.5, 'mixed'],
    [0.1, 0.5, 'mixed'],
    [0.9, 0.25, 'mixed'],
  ];
  for (const [loopShare, cpuShare, nature] of table) {
    assert.equal(natureOf(loopShare, cpuShare), nature, `L ${loopShare}, U ${cpuShare}`);
  }
});

const warningFor = (claim: 'cpu' | 'io' | 'mixed', loopShare: number, cpuShare: number) =>
  judge(buildRecord({ workloads: [{ claim, loopShare, cpuShare, models: { 'event-loop': 1 } }] }))
    .workloads[0]!.nature.warning;

test("an author's claim that does not fit is told with what was measured", () => {
  assert.match(
    warningFor('io', 0.98, 1)!,
    /claims nature 'io' but measures as cpu-bound: .* busy 98 % of its time and uses 1\.00 CPUs/,
  );
  assert.notEqual(warningFor('cpu', 0.01, 0.01), null);
  assert.notEqual(warningFor('cpu', 1, 0.01), null);
  assert.notEqual(warningFor('mixed', 0.01, 0.01), null);
});

test('a claim that fits is passed over', () => {
  assert.equal(warningFor('cpu', 0.98, 1), null);
  assert.equal(warningFor('cpu', 0.02, 1), null, 'computing off the loop is computing');
  assert.equal(warningFor('io', 0.02, 0.02), null);
  assert.equal(warningFor('io', 1, 0.01), null, 'to block is to wait');
  assert.equal(warningFor('mixed', 0.4, 0.4), null);
});

test('a swept workload may be anything at its ends', () => {
  const { workloads } = judge(
    buildRecord({
      sweptParam: 'cpuShare',
      workloads: [
        { params: { cpuShare: 0 }, loopShare: 0, cpuShare: 0, models: { 'event-loop': 1 } },
      ],
    }),
  );
  assert.equal(workloads[0]!.nature.warning, null);
});
