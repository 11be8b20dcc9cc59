import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine, heavyProcesses, load } from '../../../src/cli/doctor/examination.js';

test('this machine can be examined', async () => {
  const subjects = (await examine(1)).map(({ subject }) => subject);
  for (const subject of ['CPUs', 'other programs', 'memory', 'timer resolution', 'reports']) {
    assert.ok(subjects.includes(subject), subject);
  }
});

test('heavy processes are named with their share of a CPU', () => {
  assert.deepEqual(heavyProcesses([]), []);
  const [finding] = heavyProcesses([{ pid: 7, name: 'indexer', share: 0.876 }]);
  assert.equal(finding?.text, 'indexer (7) 88 % of a CPU');
  assert.ok(finding.harm);
});

test('a load of half the CPUs does harm; a system without one has none', () => {
  assert.equal(load(0.9, 2)[0]?.harm, null);
  assert.ok(load(1, 2)[0]?.harm);
  assert.deepEqual(load(0, 2), []);
});
