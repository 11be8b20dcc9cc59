import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../fast-check.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import type { WorkloadJudgement } from '../../src/verdict/verdict.js';
import { buildRecord, type RecordShape, type WorkloadShape } from './build-record.js';

const sieve: WorkloadShape = {
  claim: 'cpu',
  loopShare: 0.99,
  cpuShare: 1,
  models: { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 1.9, 'worker-pool:2x10': 1.9 },
};
const sleep: WorkloadShape = {
  claim: 'io',
  loopShare: 0.02,
  cpuShare: 0.02,
  models: { 'event-loop': 1, 'async-pool:20': 19.5, 'worker-pool:2': 2, 'worker-pool:2x10': 18 },
};
const failure = { kind: 'threw', message: 'no such file' } as const;

const judgeOne = (workload: WorkloadShape, shape: Omit<RecordShape, 'workloads'> = {}) =>
  judge(buildRecord({ ...shape, workloads: [workload] })).workloads[0]!;
const numbersOf = (workload: WorkloadJudgement, model: string) =>
  workload.cells.find((cell) => cell.model === model)!.numbers!;

describe('numbers', () => {
  test('speed-ups are those that were built in, inside their intervals', () => {
    const workload = judgeOne(sleep, { processes: 8 });
    for (const [model, speedUp] of Object.entries(sleep.models)) {
      const { low, high } = numbersOf(workload, model).speedUp!;
      assert.ok(low <= Number(speedUp) && Number(speedUp) <= high, `${model}: ${low} to ${high}`);
    }
  });

  test('without noise every number is exact', () => {
    const workload = judgeOne(sieve, { noise: { process: 0, round: 0 } });
    const { wallMs, tasksPerSecond, cpuMsPerTask, speedUp, gcShare } = numbersOf(
      workload,
      'worker-pool:2',
    );
    const near = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual} is not ${expected}`);
    near(wallMs.value, 200 / 1.9);
    near(tasksPerSecond.value, 20 / (0.2 / 1.9));
    near(speedUp!.low, 1.9);
    near(cpuMsPerTask, 10);
    near(gcShare, 0.01);
  });

  test('drift that hits a round in all cells drops out of the speed-up', () => {
    const record = buildRecord({ workloads: [sieve], noise: { process: 0, round: 0 } });
    for (const { samples } of record.cells.flatMap((cell) => cell.processes)) {
      for (const sample of samples) sample.wallMs *= 1 + sample.round;
    }
    const { low, high } = numbersOf(judge(record).workloads[0]!, 'worker-pool:2').speedUp!;
    assert.ok(high / low < 1 + 1e-9);
  });

  test('samples are paired by process and round, not by their place in the list', () => {
    const record = buildRecord({ workloads: [sieve] });
    const before = judge(record).workloads[0]!;
    for (const { samples } of record.cells[2]!.processes) samples.reverse();
    record.cells[2]!.processes.reverse();
    const after = judge(record).workloads[0]!;
    const value = (workload: WorkloadJudgement) =>
      numbersOf(workload, 'worker-pool:2').speedUp!.value;
    assert.ok(Math.abs(value(before) - value(after)) < 1e-9);
  });

  test('each model is compared with the event loop by its interval', () => {
    const workload = judgeOne({
      ...sieve,
      models: { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 1.9, 'process-pool:2': 0.5 },
    });
    assert.deepEqual(
      workload.cells.map((cell) => cell.numbers!.comparison),
      ['reference', 'same', 'faster', 'slower'],
    );
    const noisy = judgeOne(sieve, { noise: { process: 0.3, round: 0.1 } });
    assert.equal(numbersOf(noisy, 'async-pool:20').comparison, 'unclear');
  });
});

describe('records that lack something', () => {
  test('a failed cell has no numbers, says why, and leaves the rest standing', () => {
    const workload = judgeOne({ ...sieve, models: { ...sieve.models, 'worker-pool:2': failure } });
    const failed = workload.cells.find((cell) => cell.model === 'worker-pool:2')!;
    assert.equal(failed.numbers, null);
    assert.deepEqual(failed.failure, failure);
    assert.equal(workload.verdict.best!.model, 'worker-pool:2x10');
  });

  test('without event-loop there is a best model but no speed-up, bound or nature', () => {
    const workload = judgeOne({ ...sieve, models: { ...sieve.models, 'event-loop': failure } });
    const { speedUp, bound } = numbersOf(workload, 'worker-pool:2');
    assert.deepEqual([speedUp, bound, workload.nature.measured], [null, null, 'unknown']);
    assert.equal(workload.verdict.status, 'clear');
    assert.deepEqual(workload.verdict.best, { model: 'worker-pool:2', speedUp: null });
  });

  test('a cell that was never reached is told apart from one that failed', () => {
    const record = buildRecord({ workloads: [sieve] });
    record.status = 'interrupted';
    record.cells[1]!.processes = [];
    const cell = judge(record).workloads[0]!.cells[1]!;
    assert.equal(cell.failure!.kind, 'not-measured');
    assert.equal(cell.numbers, null);
  });

  test('one sample a cell decides nothing', () => {
    const workload = judgeOne(sieve, { processes: 1, rounds: 1 });
    assert.equal(workload.verdict.status, 'unclear');
    assert.equal(numbersOf(workload, 'worker-pool:2').comparison, 'unclear');
  });

  test('cells that share no round are compared by nothing', () => {
    const record = buildRecord({ workloads: [sieve] });
    for (const { samples } of record.cells[2]!.processes) samples.forEach((s) => (s.round += 100));
    const workload = judge(record).workloads[0]!;
    assert.equal(numbersOf(workload, 'worker-pool:2').speedUp, null);
    assert.equal(workload.verdict.status, 'unclear');
  });

  test('an empty run has an empty judgement', () => {
    assert.deepEqual(judge(buildRecord({ workloads: [] })), {
      workloads: [],
      crossings: [],
      breakEvens: [],
      scalings: [],
      moveCosts: [],
      warnings: [],
    });
  });
});

test('the same record is judged the same way each time', () => {
  const record = buildRecord({ workloads: [sieve, { ...sleep, name: 'sleep' }] });
  assert.deepEqual(judge(record), judge(structuredClone(record)));
});

test('whatever was measured, every number is one', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const wallMs = fc.oneof(
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    fc.constantFrom(1e-6, 1, 1e6),
  );
  const shape = fc.record({ processes: fc.nat(6), rounds: fc.nat(4) });
  fc.assert(
    fc.property(
      shape,
      fc.array(wallMs, { minLength: 1 }),
      share,
      share,
      fc.boolean(),
      (size, walls, busy, cpu, isSwept) => {
        const record = withWalls(
          buildRecord({
            ...size,
            ...(isSwept && { sweptParam: 'part' }),
            workloads: [0, 1].map((part) => ({
              ...sieve,
              params: { part },
              loopShare: busy,
              cpuShare: cpu,
            })),
          }),
          walls,
        );
        for (const value of numbersIn(judge(record))) assert.ok(Number.isFinite(value));
      },
    ),
    { numRuns: 30 },
  );
});

function withWalls(record: RunRecord, walls: number[]): RunRecord {
  let next = 0;
  for (const { samples } of record.cells.flatMap((cell) => cell.processes)) {
    for (const sample of samples) sample.wallMs = walls[next++ % walls.length]!;
  }
  return record;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
