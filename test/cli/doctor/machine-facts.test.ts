import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  availableMemory,
  readMachineFacts,
  stealShare,
  throttledShare,
} from '../../../src/cli/doctor/machine-facts.js';

test('steal is the eighth figure of the first line of /proc/stat, as a share of all', () => {
  const before = 'cpu  100 0 100 700 0 0 0 100 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
  const after = 'cpu  150 0 150 780 0 0 0 120 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';

  assert.equal(stealShare(before, after), 0.1);
});

test('guest time stands in user time already and is not counted twice', () => {
  const before = 'cpu  0 0 0 0 0 0 0 0 0 0\n';
  const after = 'cpu  80 0 0 10 0 0 0 10 80 0\n';

  assert.equal(stealShare(before, after), 0.1);
});

test('how often a quota was used up comes from cpu.stat', () => {
  assert.equal(throttledShare('usage_usec 9\nnr_periods 200\nnr_throttled 50\n'), 0.25);
  assert.equal(throttledShare('usage_usec 9\nnr_periods 0\nnr_throttled 0\n'), null);
});

test('available memory is what the kernel says can be had, not what is unused', () => {
  assert.equal(availableMemory('MemFree: 1 kB\nMemAvailable:    2048 kB\n'), 2 ** 21);
});

test('where the system tells nothing, nothing is made up', () => {
  assert.deepEqual(
    [stealShare(null, null), throttledShare(null), availableMemory(null)],
    [null, null, null],
  );
});

test('this machine can be looked at', async () => {
  const facts = await readMachineFacts(1);

  assert.ok(facts.cpus >= 1 && facts.cpus <= facts.machineCpus);
  assert.ok(facts.busyCpus >= 0 && facts.freeMemoryBytes > 0 && facts.timerResolutionNs > 0);
});
