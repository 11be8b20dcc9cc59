/** What the machine did with its CPUs between two moments, for this process tree and for others. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from './cpu-time.js';
import type { ChildrenCpu } from './cpu-time.js';
import { monotonicMs } from './clock.js';

export interface MachineTime {
  /** CPUs that other programs kept busy, on average. */
  othersCpus: number;
  /** Share of the CPU time that a hypervisor gave to other machines; null where it is not told. */
  stealShare: number | null;
  /** Share of the control group's periods in which its CPU quota was used up; null without one. */
  throttledShare: number | null;
  /** Share of the time in which some task of the machine waited for it; null where it is not told. */
  pressure: { cpu: number; memory: number; io: number } | null;
}

export interface MachineReading {
  atMs: number;
  busyMs: number;
  ownMs: number;
  children: ChildrenCpu;
  stat: string | null;
  throttling: string | null;
  pressures: { cpu: string | null; memory: string | null; io: string | null };
}

/** All counters now; a few milliseconds of work. */
export function readMachine(): MachineReading {
  const pressure = (resource: string) => readText(`/proc/pressure/${resource}`);
  return {
    atMs: monotonicMs(),
    busyMs: busyMs(),
    ownMs: ownCpuMs(),
    children: readChildrenCpu(),
    stat: readText('/proc/stat'),
    throttling: readText('/sys/fs/cgroup/cpu.stat') ?? readText('/sys/fs/cgroup/cpu/cpu.stat'),
    pressures: { cpu: pressure('cpu'), memory: pressure('memory'), io: pressure('io') },
  };
}

/** CPU time of this process and its descendants. */
export function treeMsBetween(before: MachineReading, after: MachineReading): number {
  return after.ownMs - before.ownMs + childrenCpuBetween(before.children, after.children);
}

/** @param treeMs CPU time of this tree, where more readings in between know it better. */
export function machineTimeBetween(
  before: MachineReading,
  after: MachineReading,
  treeMs = treeMsBetween(before, after),
): MachineTime {
  const elapsedMs = Math.max(1, after.atMs - before.atMs);
  const waited = (resource: 'cpu' | 'memory' | 'io') =>
    pressureShare(before.pressures[resource], after.pressures[resource], elapsedMs);
  const cpu = waited('cpu');
  return {
    // Ticks of the machine are coarser than the CPU time of this tree.
    othersCpus: Math.max(0, after.busyMs - before.busyMs - treeMs) / elapsedMs,
    stealShare: stealShare(before.stat, after.stat),
    throttledShare: throttledShare(before.throttling, after.throttling),
    pressure: cpu === null ? null : { cpu, memory: waited('memory') ?? 0, io: waited('io') ?? 0 },
  };
}

function busyMs(): number {
  return cpus()
    .map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq)
    .reduce((total, ms) => total + ms, 0);
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
  const total = spent.reduce((sum, ticks) => sum + ticks, 0);
  return total > 0 ? (spent[7] ?? 0) / total : 0;
}

/** `cpu.stat` of either version of control groups counts periods, and those that were throttled. */
export function throttledShare(before: string | null, after: string | null): number | null {
  const field = (text: string | null, name: string) =>
    Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text ?? '')?.[1]);
  const since = (name: string) => field(after, name) - field(before, name);
  const [periods, throttled] = [since('nr_periods'), since('nr_throttled')];
  return periods > 0 ? throttled / periods : null;
}

/** The `some` line of /proc/pressure: microseconds since boot in which a task waited. */
export function pressureShare(
  before: string | null,
  after: string | null,
  elapsedMs: number,
): number | null {
  const waitedMs = (text: string | null) =>
    Number(/^some .*total=(\d+)/m.exec(text ?? '')?.[1]) / 1e3;
  const share = (waitedMs(after) - waitedMs(before)) / elapsedMs;
  return Number.isNaN(share) ? null : Math.min(1, Math.max(0, share));
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
