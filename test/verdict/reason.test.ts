import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STILL_OPTIMISED } from '../../src/record/still-optimised.js';
import { judge } from '../../src/verdict/judge.js';
import { buildRecord, type RecordShape, type WorkloadShape } from './build-record.js';

const SILENCE = { process: 0, round: 0 };
const reasonOf = (workload: WorkloadShape, shape: Partial<RecordShape> = {}) =>
  judge(buildRecord({ noise: SILENCE, ...shape, workloads: [workload] })).workloads[0]!.verdict
    .reason;

test('waiting is explained by the idle loop', () => {
  assert.equal(
    reasonOf({
      loopShare: 0.02,
      cpuShare: 0.02,
      models: { 'event-loop': 1, 'async-pool:20': 19.5, 'worker-pool:2': 2 },
    }),
    'Each task leaves its loop idle 98 % of its time, waiting; 20 in flight overlap their waits on ' +
      'one loop: 19.5x of at most 20x.',
  );
});

test('computing on the loop is explained by the busy loop, and equals are named', () => {
  assert.equal(
    reasonOf({
      loopShare: 0.98,
      cpuShare: 1,
      models: {
        'event-loop': 1,
        'async-pool:20': 1,
        'worker-pool:2': 1.86,
        'worker-pool:2x10': 1.86,
      },
    }),
    'Each task keeps its loop busy 98 % of its time, so waiting together gains nothing; 2 threads ' +
      'compute side by side: 1.86x of at most 2x. worker-pool:2x10 is no faster and costs more.',
  );
});

test('computing off the loop is told apart from computing on it', () => {
  assert.equal(
    reasonOf({ loopShare: 0.02, cpuShare: 1, models: { 'event-loop': 1, 'async-pool:20': 1.9 } }),
    'Each task computes outside its loop (1.0 CPUs in use, the loop busy 2 %); 20 in flight overlap ' +
      'their computing on one loop: 1.9x of at most 2x.',
  );
});

test('blocking and mixed work are explained by what one loop cannot do', () => {
  const models = { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 1.95 };
  assert.match(
    reasonOf({ loopShare: 1, cpuShare: 0.01, models }),
    /^Each task holds its loop 100 % of its time without computing, .* 2 threads wait side by side/,
  );
  assert.match(
    reasonOf({ loopShare: 0.5, cpuShare: 0.5, models: { ...models, 'process-pool:2x10': 3.8 } }),
    /^Each task keeps its loop busy 50 % .* 2 processes with 10 tasks in flight each work side by side/,
  );
});

test('where nothing is faster the advice is to stay on the event loop', () => {
  assert.match(
    reasonOf({
      loopShare: 1,
      cpuShare: 1,
      taskMs: 0.002,
      models: { 'event-loop': 1, 'worker-pool:2': 0.1 },
    }),
    /no other model is more than 5 % faster \(a batch takes 0\.04 ms\): stay on the event loop\.$/,
  );
});

test('a speed-up past its bound is not said to be at most the bound', () => {
  const reason = reasonOf({
    loopShare: 0.1,
    cpuShare: 0.1,
    models: { 'event-loop': 1, 'async-pool:20': 10.1 },
  });
  assert.match(reason, /10\.1x, all that the law allows \(10x\)/);
});

test('a speed-up far past its bound is explained by tasks that cost less CPU in company', () => {
  const reason = reasonOf({
    loopShare: 0.1,
    cpuShare: 0.1,
    models: { 'event-loop': 1, 'async-pool:20': 13 },
    cpuInflation: { 'async-pool:20': 0.5 },
  });
  assert.match(reason, /13x, more than the 10x of tasks that cost as much CPU as one alone/);
});

test('an unclear verdict says between which models, by how much, and what would decide', () => {
  const close = { 'event-loop': 1, 'worker-pool:2': 1.8, 'process-pool:2': 2 };
  const noise = { process: 0.04, round: 0.04 };
  assert.match(
    reasonOf({ loopShare: 1, cpuShare: 1, models: close }, { noise }),
    /^process-pool:2 looks best, but the samples do not rule out worker-pool:2: worker-pool:2 may be [\d.]+ % slower to [\d.]+ % (slower|faster)\. About \d+ processes a cell would decide it/,
  );
});

test('too few samples to ever tell is another answer than unclear', () => {
  const border = { 'event-loop': 1, 'worker-pool:2': 1.05 };
  assert.match(
    reasonOf(
      { loopShare: 0.01, cpuShare: 0.01, models: border },
      { noise: { process: 0.02, round: 0.02 } },
    ),
    /No affordable number of samples would decide it here: take the cheapest, event-loop/,
  );
});

test('code that was not warm is named as what is lacking', () => {
  const record = buildRecord({
    noise: { process: 0.04, round: 0.04 },
    workloads: [{ loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'worker-pool:2': 1.05 } }],
  });
  const cells = record.cells.map((cell) => ({ ...cell, warnings: [STILL_OPTIMISED] }));
  const [workload] = judge({ ...record, cells }).workloads;
  assert.equal(workload?.verdict.status, 'unclear');
  assert.match(workload.verdict.reason, /V8 was still at work .* use a larger --budget\.$/);
});

test('one process a cell is named as what is lacking', () => {
  const close = { 'event-loop': 1, 'worker-pool:2': 1.04 };
  assert.match(
    reasonOf(
      { loopShare: 0.1, cpuShare: 0.1, models: close },
      { processes: 1, rounds: 3, noise: { process: 0, round: 0.1 } },
    ),
    /One process a cell never shows how processes differ/,
  );
});
