import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose } from '../../../src/cli/doctor/diagnosis.js';
import type { MachineFacts } from '../../../src/cli/doctor/machine-facts.js';

const quiet: MachineFacts = {
  node: '20.20.2',
  cpus: 2,
  machineCpus: 2,
  cpuQuota: null,
  throttledShare: null,
  busyCpus: 0.05,
  stealShare: 0,
  governor: 'performance',
  timerResolutionNs: 40,
  freeMemoryBytes: 8e9,
  nodeOptions: null,
  problems: { pictures: null, folder: null },
};

test('a quiet machine needs no advice', () => {
  assert.deepEqual(disturbed(quiet), []);
});

const disturbances: [change: Partial<MachineFacts>, subject: string][] = [
  [{ cpus: 1 }, 'CPUs'],
  [{ busyCpus: 0.5 }, 'other programs'],
  [{ stealShare: 0.05 }, 'other machines'],
  [{ cpuQuota: 1.5 }, 'CPU quota'],
  [{ cpuQuota: 2, throttledShare: 0.2 }, 'CPU quota'],
  [{ governor: 'powersave' }, 'frequency governor'],
  [{ freeMemoryBytes: 2e8 }, 'free memory'],
  [{ timerResolutionNs: 100_000 }, 'timer resolution'],
  [{ nodeOptions: '--inspect' }, 'NODE_OPTIONS'],
  [{ problems: { pictures: 'no canvas', folder: null } }, 'charts as PNG'],
  [{ problems: { pictures: null, folder: 'EACCES' } }, 'reports'],
];

for (const [change, subject] of disturbances) {
  test(`advice is given for ${JSON.stringify(change)}`, () => {
    assert.deepEqual(disturbed({ ...quiet, ...change }), [subject]);
  });
}

test('what cannot be seen on a machine is left out', () => {
  const blind = { ...quiet, stealShare: null, governor: null };
  const subjects = diagnose(blind).map(({ subject }) => subject);

  assert.equal(subjects.includes('other machines'), false);
  assert.equal(subjects.includes('frequency governor'), false);
});

test('a whole quota that is never used up disturbs nothing', () => {
  assert.deepEqual(disturbed({ ...quiet, cpuQuota: 2, throttledShare: 0 }), []);
});

function disturbed(facts: MachineFacts): string[] {
  return diagnose(facts)
    .filter(({ advice }) => advice !== null)
    .map(({ subject }) => subject);
}
