import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ShardError, mergeShards } from '../../src/record/merge-shards.js';
import { environmentOf, parseRunRecord } from '../../src/record/run-record.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import { buildRecord } from '../verdict/build-record.js';

type Change = (part: RunRecord) => void;

describe('the parts of a run', () => {
  it('become one run that holds every workload and says where it was measured', () => {
    const run = mergeShards([part(2, 3), part(1, 3), part(3, 3)]);

    assert.deepEqual(
      [...new Set(run.cells.map(({ workload }) => workload.key))],
      ['work-1', 'work-2', 'work-3'],
    );
    assert.deepEqual(
      run.shards?.map(({ index, runId, workloads }) => [index, runId, workloads]),
      [
        [1, 'run-1', ['work-1']],
        [2, 'run-2', ['work-2']],
        [3, 'run-3', ['work-3']],
      ],
    );
    assert.equal(run.shard, undefined);
    assert.deepEqual(parseRunRecord(JSON.parse(JSON.stringify(run))), run);
  });

  it('lasted from the first start to the last end', () => {
    const early = part(2, 2, (run) => {
      run.startedAt = '2026-01-01T10:00:00.000Z';
      run.finishedAt = '2026-01-01T10:09:00.000Z';
    });
    const late = part(1, 2, (run) => {
      run.startedAt = '2026-01-01T10:05:00.000Z';
      run.finishedAt = '2026-01-01T10:06:00.000Z';
    });
    const { id, startedAt, finishedAt } = mergeShards([late, early]);

    assert.deepEqual([id, startedAt, finishedAt], ['run-2', early.startedAt, early.finishedAt]);
  });

  it('are interrupted together', () => {
    const stopped = part(2, 2, (run) => (run.status = 'interrupted'));
    assert.equal(mergeShards([part(1, 2), stopped]).status, 'interrupted');
  });

  it('may come from machines with other CPU models, each cell keeping its own', () => {
    const elsewhere = part(2, 2, (run) => (run.environment.fingerprint = 'laptop'));
    const run = mergeShards([part(1, 2), elsewhere]);

    assert.deepEqual(
      run.cells.map((cell) => environmentOf(run, cell).fingerprint === 'laptop'),
      run.cells.map(({ workload }) => workload.key === 'work-2'),
    );
    assert.ok(judge(run).warnings.some((warning) => warning.includes('2 kinds of machines')));
  });

  const refusals: [title: string, parts: () => RunRecord[], reason: RegExp][] = [
    ['one is missing', () => [part(1, 3), part(3, 3)], /2\/3 is missing/],
    [
      'one is there twice',
      () => [part(1, 1), part(1, 1)],
      /1\/1 is there 2 times \(run-1, run-1\)/,
    ],
    ['they are of other counts', () => [part(1, 2), part(2, 3)], /of 2 and of 3 parts/],
    [
      'the number of CPUs differs',
      () => [part(1, 2), part(2, 2, (run) => (run.environment.cpus = 64))],
      /CPUs: 2 or 64/,
    ],
    [
      'Node differs',
      () => [part(1, 2), part(2, 2, (run) => (run.environment.node = 'v30.0.0'))],
      /node: v?\S+ or v30\.0\.0/,
    ],
    [
      'the commit differs',
      () => [part(1, 2), part(2, 2, (run) => (run.source = source('beef')))],
      /commit: \w+ or beef/,
    ],
    [
      'they were planned with other models, tasks or parameters',
      () => [part(1, 2), part(2, 2, (run) => (run.shard = { index: 2, count: 2, plan: 'other' }))],
      /plan \(workloads, models, tasks, parameters\): plan or other/,
    ],
    ['their seeds differ', () => [part(1, 2), part(2, 2, (run) => (run.seed = 7))], /seed: 1 or 7/],
    [
      'their settings differ',
      () => [part(1, 2), part(2, 2, (run) => (run.settings.precision = 0.01))],
      /precision: \S+ or 0\.01/,
    ],
    [
      'a workload was measured in two of them',
      () => [part(1, 2), part(1, 2, (run) => (run.shard = { index: 2, count: 2, plan: 'plan' }))],
      /measured in several of them: work-1\/event-loop, work-1\/worker-pool:2/,
    ],
    [
      'one is no part',
      () => [part(1, 2), part(2, 2, (run) => delete run.shard)],
      /not all are parts of a run/,
    ],
  ];
  for (const [title, parts, reason] of refusals) {
    it(`are refused, with the reason, when ${title}`, () => {
      assert.throws(
        () => mergeShards(parts()),
        (error) => error instanceof ShardError && reason.test(error.message),
      );
    });
  }
});

function part(index: number, count: number, change: Change = () => undefined): RunRecord {
  const record = buildRecord({
    workloads: [
      {
        name: `work-${index}`,
        loopShare: 1,
        cpuShare: 1,
        taskMs: 10,
        models: { 'event-loop': 1, 'worker-pool:2': 1.9 },
      },
    ],
    seed: 1,
  });
  const shard = {
    ...record,
    id: `run-${index}`,
    shard: { index, count, plan: 'plan' },
    source: source('c0ffee'),
  };
  change(shard);
  return shard;
}

function source(commit: string): RunRecord['source'] {
  return { commit, branch: 'main', dirty: false };
}
