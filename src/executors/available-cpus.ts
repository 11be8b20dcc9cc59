/** How many CPUs this process may use: its affinity, and the quota of its control group. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { posix } from 'node:path';

/** Whole CPUs, at least 1. A quota of 1.5 CPUs counts as 2: two threads can use it up. */
export function availableCpus(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.ceil(cpuQuota() ?? Infinity)));
}

/** CPUs that the control group grants per period, such as 1.5; null without a limit. */
export function cpuQuota(readText = readTextFile): number | null {
  const quotas = [...unifiedQuotas(readText), ...legacyQuotas(readText)];
  return quotas.length === 0 ? null : Math.min(...quotas);
}

const ROOT = '/sys/fs/cgroup';

/** Version 2: `cpu.max` holds "quota period" or "max period"; every group above limits as well. */
function unifiedQuotas(readText: typeof readTextFile): number[] {
  const own = /^0::(.*)$/m.exec(readText('/proc/self/cgroup'))?.[1];
  return own === undefined
    ? []
    : groupsUpwards(own).flatMap((group) => {
        const [quota, period] = readText(posix.join(ROOT, group, 'cpu.max'))
          .trim()
          .split(' ');
        return ratio(quota, period);
      });
}

/** Version 1: two files of the `cpu` controller; a quota of -1 means none. */
function legacyQuotas(readText: typeof readTextFile): number[] {
  const own = /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(.*)$/m.exec(readText('/proc/self/cgroup'))?.[1];
  return own === undefined
    ? []
    : groupsUpwards(own).flatMap((group) => {
        const folder = posix.join(ROOT, 'cpu', group);
        return ratio(
          readText(posix.join(folder, 'cpu.cfs_quota_us')),
          readText(posix.join(folder, 'cpu.cfs_period_us')),
        );
      });
}

/** `/a/b` -> `/a/b`, `/a`, `/`. */
function groupsUpwards(group: string): string[] {
  const parent = posix.dirname(group);
  return parent === group ? [group] : [group, ...groupsUpwards(parent)];
}

function ratio(quota: string | undefined, period: string | undefined): number[] {
  const cpus = Number.parseFloat(quota ?? '') / Number.parseFloat(period ?? '');
  return cpus > 0 && Number.isFinite(cpus) ? [cpus] : [];
}

/** Empty where there is no such file: another system, or no limit. */
function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
