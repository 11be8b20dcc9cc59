import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import type { Scaling } from '../../src/verdict/verdict.js';
import { buildRecord, type RecordShape, type WorkloadShape } from './build-record.js';

const SIZES = [1, 2, 4, 8, 16];
const waits = { loopShare: 0.01, cpuShare: 0.01 };
const computes = { loopShare: 1, cpuShare: 1 };

function scalings(
  pool: string,
  speedUp: (size: number) => number,
  nature: Pick<WorkloadShape, 'loopShare' | 'cpuShare'> = waits,
  shape: Partial<RecordShape> = {},
): Scaling[] {
  const levels = SIZES.map((size) => [`${pool}:${size}`, speedUp(size)] as const);
  const models = { 'event-loop': 1, ...Object.fromEntries(levels) };
  return judge(buildRecord({ ...shape, workloads: [{ ...nature, models }] })).scalings;
}

const trendOf = (scaling: Scaling | undefined) => [scaling!.trend, scaling!.enough.value];

test('the trend of a ladder and the size that is enough are those of its making', () => {
  const [grows] = scalings('async-pool', (n) => n);
  assert.deepEqual(trendOf(grows), ['grows', 16]);
  const [levelsOff] = scalings('worker-pool', (n) => Math.min(n, 2), computes);
  assert.deepEqual(trendOf(levelsOff), ['levels-off', 2]);
  const [flat] = scalings('async-pool', () => 1, computes);
  assert.deepEqual(trendOf(flat), ['flat', 1]);
  const [peaks] = scalings('async-pool', (n) => n / (1 + 0.02 * n * (n - 1)));
  assert.deepEqual(trendOf(peaks), ['peaks', 8]);
});

test('levels of a ladder are known by pool, size and tasks in flight', () => {
  const models = { 'event-loop': 1, 'worker-pool:1x10': 5, 'worker-pool:2x10': 9 };
  const [scaling] = judge(buildRecord({ workloads: [{ ...waits, models }] })).scalings;
  assert.equal(scaling!.pool, 'worker-pool:kx10');
  assert.deepEqual(
    scaling!.levels.map(({ size, tasksInFlight }) => [size, tasksInFlight]),
    [
      [1, 10],
      [2, 20],
    ],
  );
});

test('the law through the levels is found again, with the peak from which it falls', () => {
  const [scaling] = scalings('async-pool', (n) => n / (1 + 0.05 * (n - 1) + 0.01 * n * (n - 1)));
  const { law, knee } = scaling!;
  assert.ok(law.kind === 'fit');
  assert.ok(Math.abs(law.contention.value - 0.05) < 0.03, String(law.contention.value));
  assert.ok(Math.abs(law.coherency.value - 0.01) < 0.005, String(law.coherency.value));
  const truth = Math.sqrt(0.95 / 0.01);
  assert.ok(knee!.low <= truth && truth <= knee!.high, `${knee!.low} to ${knee!.high}`);
});

test('a law that is as good as flat has no peak to tell of', () => {
  const [flat] = scalings('async-pool', () => 1, computes, { seed: 7 });
  assert.ok(flat!.law.kind === 'fit');
  assert.equal(flat!.knee, null);
});

test('curves go from the first level to the last, and the bound is that of the law of the loop', () => {
  const [scaling] = scalings('async-pool', (n) => Math.min(n, 4), {
    loopShare: 0.25,
    cpuShare: 0.25,
  });
  const { bound } = scaling!.curves;
  assert.deepEqual([bound[0]!.tasksInFlight, bound.at(-1)!.tasksInFlight], [1, 16]);
  for (const { tasksInFlight, speedUp } of bound) {
    assert.ok(Math.abs(speedUp - Math.min(tasksInFlight, 4)) < 1e-9);
  }
});

test('noise widens the sizes that may be enough, and never past the ladder', () => {
  const noisy = { noise: { process: 0.1, round: 0.1 } };
  const [scaling] = scalings('worker-pool', (n) => Math.min(n, 2), computes, noisy);
  const { low, value, high } = scaling!.enough;
  assert.ok(low <= 2 && 2 <= high && SIZES.includes(low) && SIZES.includes(high), `${value}`);
});

test('a gain that noise could have made is never told as one', () => {
  const half = { loopShare: 0.5, cpuShare: 0.5 };
  const trends = Array.from({ length: 8 }, (_, seed) => {
    const noisy = { noise: { process: 0.08, round: 0.05 }, seed };
    const [scaling] = scalings('worker-pool', (n) => (n > 1 ? 1.07 : 1), half, noisy);
    return scaling!.trend;
  });
  assert.ok(trends.filter((trend) => trend === 'unclear').length >= 4, trends.join());
  assert.ok(!trends.includes('peaks'), trends.join());
});

test('a pool of one size, or a run without the event loop, has no scaling', () => {
  const models = { 'event-loop': 1, 'async-pool:20': 9, 'worker-pool:2': 2, 'worker-pool:2x10': 3 };
  assert.deepEqual(judge(buildRecord({ workloads: [{ ...waits, models }] })).scalings, []);
  const without = { 'async-pool:1': 1, 'async-pool:2': 2 };
  const record = buildRecord({ workloads: [{ ...waits, models: without }] });
  assert.deepEqual(judge(record).scalings, []);
});
