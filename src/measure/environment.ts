/** The machine and the source that a run was measured on, read once before it starts. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { availableCpus, cpuQuota } from '../executors/available-cpus.js';
import type { Environment, RunRecord } from '../record/run-record.js';
import { clockResolutionNs } from './clock.js';
import { readMachineSettings } from './machine-settings.js';

const DEFAULT_UV_THREADS = 4;
const GIT_LIMIT_MS = 5_000;

export function readEnvironment(): Environment {
  const machine = {
    os: process.platform,
    arch: arch(),
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    cpus: availableCpus(),
    memoryBytes: totalmem(),
  };
  return {
    fingerprint: fingerprintOf(machine),
    ...machine,
    osRelease: release(),
    cpuQuota: cpuQuota(),
    node: process.versions.node,
    v8: process.versions.v8,
    uvThreadpoolSize: Number(process.env['UV_THREADPOOL_SIZE']) || DEFAULT_UV_THREADS,
    loadAverage: loadavg()[0] ?? 0,
    timerResolutionNs: clockResolutionNs(),
    machine: readMachineSettings(),
  };
}

/**
 * Names a machine so coarsely that it stays the same machine: clock speeds are left out of the
 * model, and memory is rounded to a power of two, since both move a little between reboots.
 */
export function fingerprintOf(
  machine: Pick<Environment, 'os' | 'arch' | 'cpuModel' | 'cpus' | 'memoryBytes'>,
): string {
  const model = machine.cpuModel.replace(/@.*$|\(R\)|\(TM\)|\bCPU\b/gi, '');
  const gibibytes = 2 ** Math.round(Math.log2(machine.memoryBytes / 2 ** 30));
  const parts = [machine.os, machine.arch, model, `${machine.cpus}cpu`, `${gibibytes}gb`];
  return parts
    .map((part) =>
      part
        .toLowerCase()
        .match(/[a-z0-9.]+/g)
        ?.join('-'),
    )
    .join('/');
}

/** What runs leave behind in a project that does not ignore it is no change of what is measured. */
const ownFolders = [':(exclude)reports', ':(exclude).loop-or-pool'];

/** The commit that is checked out where the run was started, or null outside a git repository. */
export async function readSource(folder = process.cwd()): Promise<RunRecord['source']> {
  const git = async (...args: string[]) => {
    const options = { cwd: folder, timeout: GIT_LIMIT_MS };
    return (await promisify(execFile)('git', args, options)).stdout.trim();
  };
  try {
    const [commit, branch, changes] = await Promise.all([
      git('rev-parse', 'HEAD'),
      git('rev-parse', '--abbrev-ref', 'HEAD'),
      git('status', '--porcelain', '--', ':/', ...ownFolders),
    ]);
    return { commit, branch: branch === 'HEAD' ? null : branch, dirty: changes !== '' };
  } catch {
    return null;
  }
}

/** Name and version of this package. */
export function readTool(): RunRecord['tool'] {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as RunRecord['tool'];
  return { name, version };
}
