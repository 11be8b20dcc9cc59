/** CPU time of this process and its descendants between two moments. */
import { cpuMsOf, descendants, endedChildrenCpuMs } from './process-tree.js';

/** CPU time of all threads of this process, in ms. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Counts the CPU time of this process and its children from now on; call the result to read it, in ms. */
export function startCpuClock(): () => number {
  const ownBeforeMs = ownCpuMs();
  const childrenBefore = readChildrenCpu();
  return () => ownCpuMs() - ownBeforeMs + childrenCpuBetween(childrenBefore, readChildrenCpu());
}

export interface ChildrenCpu {
  live: ReadonlyMap<number, number>;
  endedMs: number;
}

/** CPU time that every child has used so far. */
export function readChildrenCpu(): ChildrenCpu {
  const live = new Map<number, number>();
  for (const pid of descendants()) {
    const cpuMs = cpuMsOf(pid);
    if (cpuMs !== undefined) live.set(pid, cpuMs);
  }
  return { live, endedMs: endedChildrenCpuMs() };
}

/**
 * CPU time of the children between two readings, in ms. A child that ended in between shows up in
 * `endedMs` with its whole life, of which the part before the first reading is taken off.
 */
export function childrenCpuBetween(before: ChildrenCpu, after: ChildrenCpu): number {
  let liveMs = 0;
  for (const [pid, cpuMs] of after.live) liveMs += cpuMs - (before.live.get(pid) ?? 0);
  let goneBeforeMs = 0;
  for (const [pid, cpuMs] of before.live) if (!after.live.has(pid)) goneBeforeMs += cpuMs;
  return liveMs + Math.max(0, after.endedMs - before.endedMs - goneBeforeMs);
}
