import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  availableMemory,
  flagNames,
  memoryLimit,
  readMachineSettings,
} from '../../src/measure/machine-settings.js';

/** A machine with just these files. */
const machine = (files: Record<string, string>) => (path: string) => files[path] ?? null;

test('the memory limit is that of the own control group or of one above it', () => {
  const files = {
    '/proc/self/cgroup': '0::/a/b\n',
    '/sys/fs/cgroup/a/b/memory.max': 'max\n',
    '/sys/fs/cgroup/a/memory.max': '2147483648\n',
  };
  assert.equal(memoryLimit(machine(files)), 2 ** 31);
});

test('version 1 of control groups has its own folder, and a huge number for no limit', () => {
  const limit = '/sys/fs/cgroup/memory/a/memory.limit_in_bytes';
  const groups = { '/proc/self/cgroup': '4:memory:/a\n0::/\n' };
  assert.equal(memoryLimit(machine({ ...groups, [limit]: '1073741824\n' })), 2 ** 30);
  assert.equal(memoryLimit(machine({ ...groups, [limit]: '9223372036854771712\n' })), null);
});

test('turbo is told by either driver', () => {
  const intel = '/sys/devices/system/cpu/intel_pstate/no_turbo';
  const others = '/sys/devices/system/cpu/cpufreq/boost';
  const told = [{ [intel]: '1\n' }, { [intel]: '0\n' }, { [others]: '1\n' }, {}];
  assert.deepEqual(
    told.map((files) => readMachineSettings(machine(files)).hasTurbo),
    [false, true, true, null],
  );
});

test('of flags only the names are kept: values may be paths or secrets', () => {
  const options = ['--require', '/home/me/hook.js', '--max-old-space-size=100', '--require', ''];
  assert.deepEqual(flagNames(options), ['--max-old-space-size', '--require']);
});

test('available memory is what the kernel says can be had, not what is unused', () => {
  assert.equal(availableMemory('MemFree: 1 kB\nMemAvailable:    2048 kB\n'), 2 ** 21);
  assert.equal(availableMemory(null), null);
});

test('a machine that tells nothing still has CPUs and memory', () => {
  const settings = readMachineSettings(machine({}));
  assert.ok(settings.cpus >= 1 && settings.freeMemoryBytes > 0);
  assert.deepEqual([settings.governor, settings.memoryLimitBytes], [null, null]);
});
