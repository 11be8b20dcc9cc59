/** What a measurement depends on, read from this machine. Null stands for what cannot be seen here. */
import { readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { availableParallelism, cpus, freemem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { availableCpus, cpuQuota } from '../../executors/available-cpus.js';
import { clockResolutionNs } from '../../measure/clock.js';
import { assertPicturesAvailable } from '../../report/png.js';

export interface MachineFacts {
  node: string;
  /** Available to this process: affinity and quota counted. */
  cpus: number;
  /** Of the machine, as far as this process may see it. */
  machineCpus: number;
  cpuQuota: number | null;
  /** How often the control group was stopped for using up its quota, of all its periods. */
  throttledShare: number | null;
  /** How many CPUs other programs kept busy while this one did nothing. */
  busyCpus: number;
  /** Share of the time that a hypervisor gave to other machines. */
  stealShare: number | null;
  governor: string | null;
  timerResolutionNs: number;
  freeMemoryBytes: number;
  /** `NODE_OPTIONS`, which every measured process inherits. */
  nodeOptions: string | null;
  /** Why something optional does not work here; null if it does. */
  problems: { pictures: string | null; folder: string | null };
}

/** @param watchMs how long to watch what other programs do. */
export async function readMachineFacts(watchMs: number): Promise<MachineFacts> {
  const before = readTicks();
  await sleep(watchMs);
  const after = readTicks();
  return {
    node: process.versions.node,
    cpus: availableCpus(),
    machineCpus: availableParallelism(),
    cpuQuota: cpuQuota(),
    throttledShare: throttledShare(readText('/sys/fs/cgroup/cpu.stat')),
    busyCpus: share(after.busy - before.busy, after.total - before.total) * cpus().length,
    stealShare: stealShare(before.stat, after.stat),
    governor: readText('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor')?.trim() ?? null,
    timerResolutionNs: clockResolutionNs(),
    freeMemoryBytes: availableMemory(readText('/proc/meminfo')) ?? freemem(),
    nodeOptions: process.env['NODE_OPTIONS'] || null,
    problems: {
      pictures: await problemOf(assertPicturesAvailable),
      folder: await problemOf(() => access('.', constants.W_OK)),
    },
  };
}

function readTicks() {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (pick: (time: (typeof times)[number]) => number) =>
    times.reduce((total, time) => total + pick(time), 0);
  const busy = sum(({ user, nice, sys, irq }) => user + nice + sys + irq);
  return { busy, total: busy + sum(({ idle }) => idle), stat: readText('/proc/stat') };
}

/** First line of /proc/stat: user nice system idle iowait irq softirq steal, in ticks since boot. */
export function stealShare(before: string | null, after: string | null): number | null {
  const [first, second] = [before, after].map((stat) =>
    /^cpu +([\d ]+)/
      .exec(stat ?? '')?.[1]
      ?.split(' ')
      .slice(0, 8)
      .map(Number),
  );
  if (!first || !second) return null;
  const spent = second.map((ticks, index) => ticks - (first[index] ?? 0));
  return share(
    spent[7] ?? 0,
    spent.reduce((total, ticks) => total + ticks, 0),
  );
}

export function throttledShare(cpuStat: string | null): number | null {
  const field = (name: string) =>
    Number(new RegExp(`^${name} (\\d+)`, 'm').exec(cpuStat ?? '')?.[1]);
  const [periods, throttled] = [field('nr_periods'), field('nr_throttled')];
  return periods > 0 ? throttled / periods : null;
}

/** What can be had without swapping, which is more than what is free. */
export function availableMemory(meminfo: string | null): number | null {
  const kibibytes = /^MemAvailable: +(\d+) kB/m.exec(meminfo ?? '')?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

async function problemOf(attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? null;
  }
}
