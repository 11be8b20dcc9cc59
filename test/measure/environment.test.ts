import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import {
  fingerprintOf,
  readEnvironment,
  readSource,
  readTool,
} from '../../src/measure/environment.js';

const machine = {
  os: 'linux',
  arch: 'x64',
  cpuModel: 'Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz',
  cpus: 2,
  memoryBytes: 16.5e9,
};

test('a MHz or a MB more is no new machine', () => {
  const other = {
    ...machine,
    cpuModel: 'Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.31GHz',
    memoryBytes: 16.4e9,
  };
  assert.equal(fingerprintOf(machine), 'linux/x64/intel-xeon-e5-2686-v4/2cpu/16gb');
  assert.equal(fingerprintOf(other), fingerprintOf(machine));
});

test('another processor, more CPUs or twice the memory is one', () => {
  const others = [
    { ...machine, cpuModel: 'AMD EPYC 7763' },
    { ...machine, cpus: 4 },
    { ...machine, memoryBytes: 33e9 },
    { ...machine, arch: 'arm64' },
  ];
  const fingerprints = [machine, ...others].map(fingerprintOf);
  assert.equal(new Set(fingerprints).size, fingerprints.length);
});

test('the environment is this machine and this Node', () => {
  const environment = readEnvironment();
  assert.equal(environment.node, process.versions.node);
  assert.equal(environment.fingerprint, fingerprintOf(environment));
  assert.ok(environment.cpus >= 1 && environment.memoryBytes > 0);
  assert.ok(environment.timerResolutionNs > 0 && environment.timerResolutionNs < 1e6);
});

test('the tool is named as in package.json', () => {
  assert.equal(readTool().name, 'loop-or-pool');
  assert.match(readTool().version, /^\d+\.\d+\.\d+/);
});

test('the source is the commit that is checked out, and says when it is changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'source-test-'));
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
    });
  try {
    assert.equal(await readSource(folder), null);
    await git('init', '--initial-branch', 'trunk');
    await git('commit', '--allow-empty', '--message', 'first');
    const commit = (await git('rev-parse', 'HEAD')).stdout.trim();
    assert.deepEqual(await readSource(folder), { commit, branch: 'trunk', dirty: false });
    await mkdir(join(folder, 'reports'));
    await writeFile(join(folder, 'reports', 'run.json'), '');
    await mkdir(join(folder, '.loop-or-pool'));
    await writeFile(join(folder, '.loop-or-pool', 'history.db'), '');
    assert.equal((await readSource(folder))?.dirty, false, 'what a run leaves is no change');
    await writeFile(join(folder, 'new'), '');
    assert.deepEqual(await readSource(folder), { commit, branch: 'trunk', dirty: true });
    await git('checkout', '--detach');
    assert.equal((await readSource(folder))?.branch, null);
  } finally {
    await rm(folder, { recursive: true });
  }
});
