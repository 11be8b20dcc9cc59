import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';

import { availableCpus, cpuQuota } from '../../src/executors/available-cpus.js';

/** A file system of a few files; what is not there reads as empty. */
const files = (contents: Record<string, string>) => (path: string) => contents[path] ?? '';

describe('the CPU quota', () => {
  it('is none where there are no control groups', () => {
    assert.equal(cpuQuota(files({})), null);
  });

  it('is read from version 2', () => {
    const quota = cpuQuota(
      files({
        '/proc/self/cgroup': '0::/app\n',
        '/sys/fs/cgroup/app/cpu.max': '150000 100000\n',
      }),
    );
    assert.equal(quota, 1.5);
  });

  it('is the smallest of all groups above', () => {
    const quota = cpuQuota(
      files({
        '/proc/self/cgroup': '0::/outer/inner\n',
        '/sys/fs/cgroup/outer/inner/cpu.max': '400000 100000\n',
        '/sys/fs/cgroup/outer/cpu.max': '200000 100000\n',
        '/sys/fs/cgroup/cpu.max': 'max 100000\n',
      }),
    );
    assert.equal(quota, 2);
  });

  it('is none where version 2 says max', () => {
    const quota = cpuQuota(
      files({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }),
    );
    assert.equal(quota, null);
  });

  it('is read from version 1, also where the group is mounted as the root', () => {
    const quota = cpuQuota(
      files({
        '/proc/self/cgroup': '5:memory:/x\n4:cpu,cpuacct:/docker/abc\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      }),
    );
    assert.equal(quota, 0.5);
  });

  it('is none where version 1 says -1', () => {
    const quota = cpuQuota(
      files({
        '/proc/self/cgroup': '4:cpu:/\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      }),
    );
    assert.equal(quota, null);
  });
});

describe('the available CPUs', () => {
  it('are a whole number within what the process may run on', () => {
    const cpus = availableCpus();
    assert.ok(Number.isInteger(cpus) && cpus >= 1 && cpus <= availableParallelism());
  });
});
