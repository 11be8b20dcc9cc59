import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conditions, Environment } from '../../src/record/run-record.js';
import { machineChecks, machineWarnings } from '../../src/verdict/machine-checks.js';
import { tradeoffRun } from '../report/sample-run.js';

type Machine = NonNullable<Environment['machine']>;

const machine: Machine = {
  cpus: 2,
  memoryLimitBytes: null,
  freeMemoryBytes: 8e9,
  governor: 'performance',
  hasTurbo: false,
  nodeFlags: [],
  isDebugged: false,
};
const environment: Environment = { ...tradeoffRun().record.environment, cpuQuota: null, machine };
const conditions: Conditions = {
  othersCpus: { mean: 0.05, max: 0.06 },
  stealShare: 0,
  throttledShare: null,
  pressure: { cpu: 0.9, memory: 0, io: 0.01 },
};

interface Change extends Omit<Partial<Environment>, 'machine'> {
  machine?: Partial<Machine>;
  conditions?: Partial<Conditions>;
}

function changed({ conditions: changes, machine: settings, ...others }: Change) {
  return {
    environment: { ...environment, ...others, machine: { ...machine, ...settings } },
    conditions: { ...conditions, ...changes },
  };
}

const harmful = (change: Change) =>
  machineChecks(changed(change))
    .filter(({ harm }) => harm !== null)
    .map(({ subject }) => subject);

test('a quiet machine does no harm, though the run itself keeps its CPUs under pressure', () => {
  assert.deepEqual(harmful({}), []);
});

const disturbances: [change: Change, subject: string][] = [
  [{ cpus: 1, machine: { cpus: 1 } }, 'CPUs'],
  [{ conditions: { othersCpus: { mean: 0.5, max: 2 } } }, 'other programs'],
  [{ conditions: { stealShare: 0.05 } }, 'other machines'],
  [{ cpuQuota: 1.5 }, 'CPU quota'],
  [{ cpuQuota: 2, conditions: { throttledShare: 0.2 } }, 'CPU quota'],
  [{ conditions: { pressure: { cpu: 0, memory: 0.1, io: 0 } } }, 'pressure'],
  [{ conditions: { pressure: { cpu: 0, memory: 0, io: 0.5 } } }, 'pressure'],
  [{ machine: { governor: 'powersave' } }, 'frequency governor'],
  [{ machine: { freeMemoryBytes: 2e8 } }, 'memory'],
  [{ machine: { memoryLimitBytes: 2 ** 28 } }, 'memory'],
  [{ timerResolutionNs: 100_000 }, 'timer resolution'],
  [{ cpus: 8, machine: { cpus: 8 } }, 'UV_THREADPOOL_SIZE'],
  [{ machine: { nodeFlags: ['--max-old-space-size'] } }, 'Node flags'],
  [{ machine: { isDebugged: true } }, 'debugger'],
];

for (const [change, subject] of disturbances) {
  test(`harm is seen in ${JSON.stringify(change)}`, () => {
    assert.deepEqual(harmful(change), [subject]);
  });
}

test('other programs on CPUs that this process may not use do no harm', () => {
  const busy = { othersCpus: { mean: 4, max: 5 } };
  assert.deepEqual(harmful({ machine: { cpus: 8 }, conditions: busy }), []);
});

test('what a system does not tell is left out', () => {
  const subjects = machineChecks(
    changed({
      machine: { governor: null, hasTurbo: null },
      conditions: { stealShare: null, pressure: null },
    }),
  ).map(({ subject }) => subject);
  for (const subject of ['other machines', 'pressure', 'frequency governor', 'turbo']) {
    assert.equal(subjects.includes(subject), false, subject);
  }
});

test('others who left the tasks their CPUs did no harm', () => {
  const facts = changed({ conditions: { othersCpus: { mean: 1, max: 2 } } });
  assert.equal(machineWarnings({ ...facts, starvedShare: 0.2 }).length, 1);
  assert.deepEqual(machineWarnings({ ...facts, starvedShare: 0.001 }), []);
});

test('a run warns with what it spoils and what to try', () => {
  assert.deepEqual(machineWarnings(changed({ conditions: { stealShare: 0.05 } })), [
    'Other machines took 5 % of the CPU time of this virtual machine: wall times grow by what is taken, and CPU time seems to buy less. Try: measure at a quieter hour, or with --rigorous.',
  ]);
});
