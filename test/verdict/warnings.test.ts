import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import { buildRecord, type RecordShape, type WorkloadShape } from './build-record.js';

const computing = { loopShare: 1, cpuShare: 1 };
const offLoop = { loopShare: 0.02, cpuShare: 1 };

/** The warnings of the last model's cell. */
function warningsOf(
  workload: Omit<WorkloadShape, 'models'> & { speedUp: number; model: string },
  shape: Partial<RecordShape> = {},
  change: (record: RunRecord) => void = () => undefined,
): string {
  const { speedUp, model, ...rest } = workload;
  const record = buildRecord({
    ...shape,
    workloads: [{ ...rest, models: { 'event-loop': 1, [model]: speedUp } }],
  });
  change(record);
  return judge(record).workloads[0]!.cells[1]!.warnings.join('\n');
}

describe('a cell far below its bound is explained', () => {
  test("by libuv's threads where the work is off the loop", () => {
    assert.match(
      warningsOf({ ...offLoop, model: 'async-pool:20', speedUp: 3.9 }, { cpus: 16 }),
      /3\.\d+x is far below the bound of 16x: .* 4 tasks run at once on libuv's threads: set UV_THREADPOOL_SIZE/,
    );
  });

  test('by the cost of handing over where tasks are short', () => {
    assert.match(
      warningsOf({ ...computing, taskMs: 0.002, model: 'worker-pool:2', speedUp: 0.2 }),
      /a task takes 2 us alone and handing it over adds about 9 us/,
    );
  });

  test('by the data that is moved where the main loop is busy with it', () => {
    const isBusy = (record: RunRecord) => {
      for (const { samples } of record.cells.flatMap(({ processes }) => processes)) {
        for (const sample of samples) sample.loopShare = 0.9;
      }
    };
    const workload = { ...computing, taskMs: 0.1, model: 'worker-pool:2', speedUp: 0.01 };
    assert.match(
      warningsOf(workload, {}, isBusy),
      /the main loop is busy 90 % of the time with .* takes about \d+ ms longer: send less, or transfer/,
    );
    assert.match(warningsOf(workload), /handing it over adds about \d+\.?\d* ms/);
  });

  test('by no cost of handing over that is larger than usual where CPU time has grown', () => {
    const short = { ...computing, taskMs: 0.5, speedUp: 0.4 };
    const cpuInflation = { 'worker-pool:2': 2.3 };
    assert.match(
      warningsOf({ ...short, model: 'worker-pool:2', cpuInflation }),
      /a task takes 1\d\d % more CPU time than alone/,
    );
    assert.match(warningsOf({ ...short, model: 'queue:2' }), /handing it over adds about 1 ms/);
  });

  test('by CPU time that grew where tasks compete', () => {
    const cpuInflation = { 'worker-pool:2': 1.5 };
    assert.match(
      warningsOf({ ...computing, model: 'worker-pool:2', speedUp: 1.2, cpuInflation }),
      /a task takes 5\d % more CPU time than alone/,
    );
  });

  test('by the CPU quota where one binds', () => {
    assert.match(
      warningsOf({ ...computing, model: 'worker-pool:4', speedUp: 1.2 }, {}, (record) => {
        record.environment.cpuQuota = 2;
      }),
      /a CPU quota of 2 throttles all threads/,
    );
  });

  test('by CPUs that were not free while its threads were ready', () => {
    assert.match(
      warningsOf({ ...computing, model: 'worker-pool:2', speedUp: 1.2 }, {}, (record) => {
        for (const sample of record.cells[1]!.processes.flatMap(({ samples }) => samples)) {
          sample.runQueueMs = sample.cpuMs;
        }
      }),
      /for 50 % of the time in which its threads were ready to run, no CPU was free/,
    );
  });

  test('by what tasks may share where nothing measured explains it', () => {
    assert.match(
      warningsOf({ loopShare: 0.01, cpuShare: 0.01, model: 'async-pool:20', speedUp: 5 }),
      /far below the bound of 20x: something that the tasks share/,
    );
  });
});

test('a cell near its bound needs no explanation', () => {
  assert.equal(warningsOf({ ...computing, model: 'worker-pool:2', speedUp: 1.8 }), '');
});

test('a speed-up above its bound beyond noise is doubted', () => {
  assert.match(
    warningsOf({ ...computing, model: 'async-pool:20', speedUp: 3 }),
    /is above the bound of 1x: .* check run\(\)/,
  );
});

test('tasks that cost less CPU among others may pass the bound', () => {
  const half = { 'async-pool:20': 0.5 };
  const flags = { loopShare: 0.1, cpuShare: 0.1, model: 'async-pool:20', speedUp: 16 };
  assert.equal(warningsOf({ ...flags, cpuInflation: half }), '');
  assert.notEqual(warningsOf(flags), '');
});

describe('the run', () => {
  test('whose tasks were ready but had no CPU is told for how long', () => {
    const record = buildRecord({ workloads: [{ ...computing, models: { 'event-loop': 1 } }] });
    for (const sample of record.cells[0]!.processes.flatMap(({ samples }) => samples)) {
      sample.runQueueMs = sample.cpuMs / 3;
    }
    assert.match(judge(record).warnings.join('\n'), /For 25 % of the time .* ready to run/);
  });

  test('whose threads waited blames other programs for no more than those can have taken', () => {
    const record = buildRecord({ workloads: [{ ...computing, models: { 'event-loop': 1 } }] });
    for (const sample of record.cells[0]!.processes.flatMap(({ samples }) => samples)) {
      sample.runQueueMs = sample.cpuMs / 3;
    }
    const others = (mean: number) => {
      record.conditions = {
        stealShare: 0,
        throttledShare: null,
        pressure: null,
        othersCpus: { mean, max: mean },
      };
      return judge(record).warnings.join('\n');
    };
    const { cpus } = record.environment;
    assert.doesNotMatch(others(0), /other programs had/);
    assert.doesNotMatch(others(0.02 * cpus), /other programs had/);
    assert.match(others(0.1 * cpus), /For 10 % of the time .* other programs had/);
    assert.match(others(0.5 * cpus), /For 25 % of the time .* other programs had/);
  });

  const workloads = [{ ...computing, models: { 'event-loop': 1, 'worker-pool:2': 1.9 } }];
  const warnings = (
    shape: Partial<RecordShape>,
    change: (record: RunRecord) => void = () => undefined,
  ) => {
    const record = buildRecord({ workloads, ...shape });
    change(record);
    return judge(record).warnings;
  };

  test('calm and precise has no warnings', () => {
    assert.deepEqual(warnings({}), []);
  });

  test('on a busy machine is told to have been', () => {
    const [warning] = warnings({}, (record) => (record.environment.loadAverage = 3));
    assert.match(warning!, /busy at the start \(load average 3\.0 on 2 CPUs\)/);
  });

  test('with one process a cell is told what that hides', () => {
    assert.match(warnings({ processes: 1 })[0]!, /One process a cell/);
  });

  test('with wide intervals names the cells and what would narrow them', () => {
    const [warning] = warnings({ noise: { process: 0.03, round: 0.01 } });
    assert.match(
      warning!,
      /wider than the wanted ±5 %: work\/worker-pool:2 ±\d+(\.\d)? %\. Close other programs, or use --processes \d+\./,
    );
  });
});
