/** How machine and Node are set up, as far as it can disturb a measurement; null where it is not told. */
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { cpus, freemem } from 'node:os';
import { posix } from 'node:path';
import type { Environment } from '../record/run-record.js';

export type MachineSettings = NonNullable<Environment['machine']>;

const CPU_FOLDER = '/sys/devices/system/cpu';

export function readMachineSettings(readText = readTextFile): MachineSettings {
  return {
    cpus: cpus().length,
    memoryLimitBytes: memoryLimit(readText),
    freeMemoryBytes: availableMemory(readText('/proc/meminfo')) ?? freemem(),
    governor: readText(`${CPU_FOLDER}/cpu0/cpufreq/scaling_governor`)?.trim() ?? null,
    hasTurbo: hasTurbo(readText),
    nodeFlags: flagNames([...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(' ')]),
    isDebugged: inspector.url() !== undefined,
  };
}

/** What can be had without swapping, which is more than what is free. */
export function availableMemory(meminfo: string | null): number | null {
  const kibibytes = /^MemAvailable: +(\d+) kB/m.exec(meminfo ?? '')?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** Of the control group, version 2 or 1, or one above it; the smallest counts. */
export function memoryLimit(readText: typeof readTextFile): number | null {
  const groups = readText('/proc/self/cgroup') ?? '';
  const unified = /^0::(.*)$/m.exec(groups)?.[1];
  const legacy = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(groups)?.[1];
  const files = [
    ...upwards(unified).map((group) => posix.join('/sys/fs/cgroup', group, 'memory.max')),
    ...upwards(legacy).map((group) =>
      posix.join('/sys/fs/cgroup/memory', group, 'memory.limit_in_bytes'),
    ),
  ];
  const limits = files
    .map((file) => Number.parseInt(readText(file) ?? '', 10))
    // Version 1 writes the largest number of pages for no limit.
    .filter((bytes) => bytes > 0 && bytes < 2 ** 60);
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** Intel's driver says when turbo is off, the others when it is on. */
function hasTurbo(readText: typeof readTextFile): boolean | null {
  const off = readText(`${CPU_FOLDER}/intel_pstate/no_turbo`)?.trim();
  if (off !== undefined) return off === '0';
  const on = readText(`${CPU_FOLDER}/cpufreq/boost`)?.trim();
  return on === undefined ? null : on === '1';
}

/** Names alone: values may be paths or secrets, and a record is shared. */
export function flagNames(options: readonly string[]): string[] {
  const names = options.filter((option) => option.startsWith('-'));
  return [...new Set(names.map((option) => option.replace(/=.*$/s, '')))].sort();
}

/** `/a/b` -> `/a/b`, `/a`, `/`. */
function upwards(group: string | undefined): string[] {
  if (group === undefined) return [];
  const parent = posix.dirname(group);
  return parent === group ? [group] : [group, ...upwards(parent)];
}

function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
