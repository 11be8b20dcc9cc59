import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRecord } from '../../src/record/run-record.js';
import { whyNotComparable } from '../../src/verdict/regression-conditions.js';
import { compareStored } from '../../src/verdict/regression-stored.js';
import { buildRecord } from './build-record.js';
import type { RecordShape } from './build-record.js';

const models = { 'event-loop': 1, 'worker-pool:2': 1.9 };

function runOf(taskMs: number, seed: number, shape: Partial<RecordShape> = {}): RunRecord {
  const workloads = [{ loopShare: 1, cpuShare: 1, taskMs, models }];
  return { ...buildRecord({ workloads, processes: 8, ...shape, seed }), id: `run-${seed}` };
}

const changesOf = (base: RunRecord, head: RunRecord) =>
  compareStored(base, head).cells.map(({ id, figures }) => [id, figures?.time.change]);

test('a slower run is told apart from a faster one and from the same', () => {
  assert.deepEqual(changesOf(runOf(10, 1), runOf(13, 2)), [
    ['work/event-loop', 'worse'],
    ['work/worker-pool:2', 'worse'],
  ]);
  assert.deepEqual(changesOf(runOf(13, 1), runOf(10, 2))[0], ['work/event-loop', 'better']);
  const noise = { process: 0.002, round: 0.002 };
  const [same] = changesOf(runOf(10, 1, { noise }), runOf(10, 2, { noise }));
  assert.deepEqual(same, ['work/event-loop', 'same']);
});

test('the ratio is head / base, and its interval holds the truth', () => {
  const [cell] = compareStored(runOf(10, 1), runOf(13, 2)).cells;
  const { value = NaN, low = NaN, high = NaN } = cell?.figures?.time.ratio ?? {};
  assert.ok(low < 1.3 && 1.3 < high, `${low} to ${high}`);
  assert.ok(low < value && value < high);
});

test('of a single process the spread is not known, so nothing is said', () => {
  const [cell] = compareStored(runOf(10, 1, { processes: 1 }), runOf(30, 2)).cells;
  assert.equal(cell?.figures?.time.change, 'unclear');
  assert.equal(cell.figures.time.ratio, null);
  assert.match(cell.figures.time.note ?? '', /single process/);
});

test('another machine, Node, libuv pool or preset must not be compared, each with its reason', () => {
  const base = runOf(10, 1);
  const environment = {
    ...base.environment,
    fingerprint: 'b',
    node: '22.1.0',
    uvThreadpoolSize: 8,
  };
  const settings = { ...base.settings, preset: 'quick' as const };
  assert.deepEqual(whyNotComparable(base, { ...base, environment, settings }), [
    'the machines differ: synthetic and b',
    'the Node versions differ: 20 and 22',
    'the sizes of the libuv thread pool differ: 4 and 8',
    'the settings differ: default and quick',
  ]);
  const patched = { ...base, environment: { ...base.environment, node: 'v20.19.0' } };
  assert.deepEqual(whyNotComparable(base, patched), []);
});

test('cells that measure other work, are absent or failed are not compared, each with its reason', () => {
  const shape = (params: Record<string, number>, name: string): RunRecord =>
    buildRecord({
      workloads: [
        { loopShare: 1, cpuShare: 1, params, models: { 'event-loop': 1 } },
        { name, loopShare: 1, cpuShare: 1, models: { 'event-loop': 1 } },
        {
          name: 'broken',
          loopShare: 1,
          cpuShare: 1,
          models: { 'event-loop': name === 'new' ? { kind: 'threw', message: 'no\nluck' } : 1 },
        },
      ],
    });
  const { cells } = compareStored(shape({ limit: 1 }, 'old'), shape({ limit: 2 }, 'new'));
  assert.deepEqual(
    cells.map(({ id, problem }) => [id, problem?.kind, problem?.side, problem?.message]),
    [
      ['work(limit=2)/event-loop', 'differs', 'both', 'limit=1 and limit=2'],
      ['new/event-loop', 'absent', 'base', 'base does not have it'],
      ['broken/event-loop', 'failed', 'head', 'threw: no'],
      ['work(limit=1)/event-loop', 'differs', 'both', 'limit=1 and limit=2'],
      ['old/event-loop', 'absent', 'head', 'head does not have it'],
    ],
  );
});

test('advice counts as changed where both runs are clear and name another model', () => {
  const advised = (speedUp: number, seed: number) =>
    buildRecord({
      workloads: [
        { loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'worker-pool:2': speedUp } },
      ],
      seed,
    });
  assert.deepEqual(compareStored(advised(1.9, 1), advised(0.5, 2)).advice, [
    { workload: 'work', was: 'worker-pool:2', now: 'event-loop' },
  ]);
  assert.deepEqual(compareStored(advised(1.9, 1), advised(1.8, 2)).advice, []);
});
