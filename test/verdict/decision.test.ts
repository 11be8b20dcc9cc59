import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import type { Verdict } from '../../src/verdict/verdict.js';
import { buildRecord, type RecordShape, type WorkloadShape } from './build-record.js';

const CALM = { process: 0.005, round: 0.01 };
const NOISY = { process: 0.05, round: 0.05 };

function verdictOf(workload: Partial<WorkloadShape>, shape: Partial<RecordShape> = {}): Verdict {
  const whole = { loopShare: 0.01, cpuShare: 0.01, models: {}, ...workload };
  return judge(buildRecord({ ...shape, workloads: [whole] })).workloads[0]!.verdict;
}

/** How many of 20 runs that differ in their seed have a clear verdict. */
function clearOf20(workload: Partial<WorkloadShape>, shape: Partial<RecordShape>): number {
  const verdicts = Array.from({ length: 20 }, (_, seed) => verdictOf(workload, { ...shape, seed }));
  return verdicts.filter(({ status }) => status === 'clear').length;
}

test('handing out tasks more cheaply does not prove the law wrong, a real gain does', () => {
  const shape = { noise: CALM };
  const work = { loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'async-pool:20': 1.4 } };
  const empty = verdictOf({ ...work, taskMs: 0.003 }, shape);
  assert.deepEqual([empty.status, empty.best?.model], ['clear', 'event-loop']);
  const cpuInflation = { 'async-pool:20': 0.7 };
  const cheaper = verdictOf({ ...work, taskMs: 0.003, cpuInflation }, shape);
  assert.deepEqual([cheaper.status, cheaper.best?.model], ['clear', 'event-loop']);
  const real = verdictOf({ ...work, taskMs: 3 }, shape);
  assert.deepEqual([real.status, real.best?.model], ['clear', 'async-pool:20']);
});

test('the verdict is right or unclear for work of every nature, whatever the noise and the seed', () => {
  const kinds: [best: string, workload: Partial<WorkloadShape>][] = [
    [
      'async-pool:20',
      {
        loopShare: 0.02,
        cpuShare: 0.02,
        models: {
          'event-loop': 1,
          'async-pool:20': 19,
          'worker-pool:2': 2,
          'worker-pool:2x10': 17,
        },
      },
    ],
    [
      'worker-pool:2',
      {
        loopShare: 1,
        cpuShare: 1,
        models: {
          'event-loop': 1,
          'async-pool:20': 1,
          'worker-pool:2': 1.85,
          'worker-pool:2x10': 1.85,
        },
      },
    ],
    [
      'async-pool:20',
      {
        loopShare: 0.02,
        cpuShare: 1,
        models: {
          'event-loop': 1,
          'async-pool:20': 1.9,
          'worker-pool:2': 1.9,
          'worker-pool:2x10': 1.9,
        },
      },
    ],
    [
      'worker-pool:2',
      {
        loopShare: 1,
        cpuShare: 0.01,
        models: { 'event-loop': 1, 'async-pool:20': 1, 'worker-pool:2': 2, 'worker-pool:2x10': 2 },
      },
    ],
    [
      'worker-pool:2x10',
      {
        loopShare: 0.4,
        cpuShare: 0.4,
        models: {
          'event-loop': 1,
          'async-pool:20': 2.4,
          'worker-pool:2': 2,
          'worker-pool:2x10': 4.5,
        },
      },
    ],
    [
      'event-loop',
      {
        loopShare: 1,
        cpuShare: 1,
        taskMs: 0.002,
        models: {
          'event-loop': 1,
          'async-pool:20': 0.8,
          'worker-pool:2': 0.1,
          'worker-pool:2x10': 0.2,
        },
      },
    ],
  ];
  for (const [best, workload] of kinds) {
    const verdicts = Array.from({ length: 10 }, (_, seed) => [
      verdictOf(workload, { seed, noise: CALM }),
      verdictOf(workload, { seed, noise: NOISY }),
    ]);
    for (const verdict of verdicts.flat()) {
      assert.ok(verdict.status === 'unclear' || verdict.best!.model === best, verdict.reason);
    }
    const clear = verdicts.filter(([calm]) => calm!.status === 'clear').length;
    assert.ok(clear >= 9, `${best}: only ${clear} of 10 calm runs were clear`);
  }
});

describe('ties', () => {
  test('the cheaper of two equal models wins and the other is named', () => {
    const { status, best, tiedWith, runnerUp } = verdictOf({
      models: { 'event-loop': 1, 'worker-pool:2x10': 2.02, 'worker-pool:2': 2 },
    });
    assert.deepEqual(
      [status, best!.model, tiedWith, runnerUp!.model],
      ['clear', 'worker-pool:2', ['worker-pool:2x10'], 'worker-pool:2x10'],
    );
  });

  test('a model at the border of the tie band makes the verdict unclear, not a coin toss', () => {
    const chosen = Array.from({ length: 20 }, (_, seed) =>
      verdictOf({ models: { 'event-loop': 1, 'worker-pool:2': 1.05 } }, { seed, noise: CALM }),
    );
    assert.ok(chosen.filter(({ status }) => status === 'unclear').length >= 18);
  });

  test('the runner-up is what the rule would choose without the best', () => {
    const models = {
      'event-loop': 1,
      'worker-pool:2': 2,
      'worker-pool:2x10': 2.03,
      'async-pool:20': 9,
    };
    assert.equal(verdictOf({ models }).runnerUp!.model, 'worker-pool:2');
  });
});

describe('noise', () => {
  const close = { 'event-loop': 1, 'worker-pool:2': 1.8, 'process-pool:2': 2 };

  test('intervals that leave another choice open make the verdict unclear', () => {
    assert.ok(clearOf20({ models: close }, { noise: NOISY }) <= 6);
    assert.equal(clearOf20({ models: close }, { noise: CALM }), 20);
  });

  test('a cheaper rival that looks much slower has to be told from the best, not from the tie band', () => {
    const models = { 'event-loop': 1, 'worker-pool:2': 1.6, 'process-pool:2': 2 };
    assert.ok(clearOf20({ models }, { noise: NOISY }) >= 18);
  });

  test('more in flight on busy loops wins only if the samples prove it, as the law gives it nothing', () => {
    const busy = { loopShare: 1, cpuShare: 1 };
    const little = { 'event-loop': 1, 'worker-pool:2': 1.85, 'worker-pool:2x10': 1.92 };
    const much = { 'event-loop': 1, 'worker-pool:2': 1.5, 'worker-pool:2x10': 1.95 };
    const bestOf = (models: Record<string, number>) =>
      verdictOf({ ...busy, models }, { noise: CALM, seed: 1 }).best?.model;
    assert.ok(clearOf20({ ...busy, models: little }, { noise: NOISY }) >= 18);
    assert.equal(bestOf(little), 'worker-pool:2');
    assert.equal(bestOf(much), 'worker-pool:2x10');
  });

  test('more processes decide what fewer leave open', () => {
    const noise = { process: 0.04, round: 0.03 };
    assert.ok(clearOf20({ models: close }, { noise, processes: 3 }) <= 8);
    assert.ok(clearOf20({ models: close }, { noise, processes: 15 }) >= 18);
  });

  test('the best is compared with each rival in pairs, so that what both share decides nothing', () => {
    const record = buildRecord({
      workloads: [
        {
          loopShare: 0.01,
          cpuShare: 0.01,
          models: { 'event-loop': 1, 'worker-pool:20': 9, 'process-pool:20': 10 },
        },
      ],
      noise: { process: 0.001, round: 0.001 },
    });
    for (const { index, samples } of record.cells.slice(1).flatMap((cell) => cell.processes)) {
      for (const sample of samples) sample.wallMs *= 1 + index;
    }
    const { verdict, cells } = judge(record).workloads[0]!;
    const [slower, faster] = [cells[1]!.numbers!.speedUp!, cells[2]!.numbers!.speedUp!];
    assert.ok(slower.high > faster.low, 'their own intervals overlap');
    assert.deepEqual([verdict.status, verdict.best!.model], ['clear', 'process-pool:20']);
  });

  test('what the law forbids is ruled out however noisy the samples are', () => {
    const models = { 'event-loop': 1, 'async-pool:20': 1 };
    const noise = { process: 0.2, round: 0.1 };
    const bound = clearOf20({ models, loopShare: 1, cpuShare: 1 }, { noise });
    const unbound = clearOf20({ models, loopShare: 0.1, cpuShare: 0.1 }, { noise });
    assert.ok(bound >= 12 && unbound <= 6, `${bound} and ${unbound} of 20 are clear`);
  });
});

test('one model is no choice', () => {
  const { status, best, reason } = verdictOf({ models: { 'event-loop': 1 } });
  assert.deepEqual([status, best], ['none', null]);
  assert.match(reason, /Only event-loop has numbers/);
});

test('a run without numbers has no choice either', () => {
  const failed = { kind: 'exited', message: 'code 1' } as const;
  const { status, reason } = verdictOf({
    models: { 'event-loop': failed, 'worker-pool:2': failed },
  });
  assert.equal(status, 'none');
  assert.match(reason, /No model has numbers/);
});
