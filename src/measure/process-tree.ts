/**
 * What Linux tells of a process and its descendants: CPU time and memory.
 * Elsewhere it tells of this process alone, and `seesChildren` is false.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { sum } from '../statistics/spread.js';
import type { ThreadTimes } from './loop-queue.js';

/** Clock ticks of `/proc/PID/stat`; fixed at 100 per second for all Linux programs. */
const MS_PER_TICK = 10;

export const seesChildren = existsSync(`/proc/self/task/${process.pid}/children`);

/** Process ids of all live descendants of this process. */
export function descendants(pid: number | 'self' = 'self'): number[] {
  if (!seesChildren) return [];
  const children = read(() =>
    readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    ),
  );
  return (children ?? []).map(Number).flatMap((child) => [child, ...descendants(child)]);
}

/** CPU time of all threads of a process until now, in ms; undefined when it has ended. */
export function cpuMsOf(pid: number): number | undefined {
  const folder = `/proc/${pid}/task`;
  return read(() => sum(readdirSync(folder).map((id) => timesOf(`${folder}/${id}`).cpuMs)));
}

/** Of the thread that runs the main loop, until now; null where no system tells it. */
export function mainThreadTimes(): ThreadTimes | null {
  return read(() => timesOf(`/proc/self/task/${process.pid}`)) ?? null;
}

/** A thread of this process or of a descendant. */
export interface ThreadCounters {
  id: number;
  runQueueMs: number;
  /** Null for a thread of this process, which tells its own by `process.resourceUsage`. */
  voluntarySwitches: number | null;
  involuntarySwitches: number | null;
}

/** Empty where the system does not tell. */
export function readThreads(): ThreadCounters[] {
  return [...threadsOf('self', false), ...descendants().flatMap((pid) => threadsOf(pid, true))];
}

function threadsOf(pid: number | 'self', withSwitches: boolean): ThreadCounters[] {
  const ids = read(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return ids.flatMap((id) => {
    const folder = `/proc/${pid}/task/${id}`;
    const times = read(() => timesOf(folder));
    if (!times) return [];
    const status = withSwitches ? read(() => readFileSync(`${folder}/status`, 'utf8')) : undefined;
    const switches = (kind: string) =>
      Number(new RegExp(`^${kind}_ctxt_switches:\\s+(\\d+)`, 'm').exec(status ?? '')?.[1] ?? NaN);
    const known = (count: number) => (Number.isNaN(count) ? null : count);
    return [
      {
        id: Number(id),
        runQueueMs: times.queueMs,
        voluntarySwitches: known(switches('voluntary')),
        involuntarySwitches: known(switches('nonvoluntary')),
      },
    ];
  });
}

/**
 * Documentation/scheduler/sched-stats.rst: time on a CPU, time on a run queue, in ns.
 *
 * @throws if the thread has ended, or the system does not tell
 */
function timesOf(folder: string): ThreadTimes {
  const times = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
  return { cpuMs: Number(times[0]) / 1e6, queueMs: Number(times[1]) / 1e6 };
}

/** CPU time in the kernel of each descendant until now, in ms. */
export function readChildTicks(): [pid: number, systemMs: number][] {
  return descendants().flatMap((pid): [number, number][] => {
    const fields = statFields(pid);
    return fields ? [[pid, Number(fields[12]) * MS_PER_TICK]] : [];
  });
}

/** CPU time of this process's children that have ended and been waited for, in ms. */
export function endedChildrenCpuMs(): number {
  const fields = statFields('self');
  return fields ? (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK : 0;
}

/** proc(5) counts from 1 and the first two fields are cut off: stime is 15, cutime 16, cstime 17. */
function statFields(pid: number | 'self'): string[] | undefined {
  return read(() =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' '),
  );
}

/** Resident size of this process and its descendants, in bytes. */
export function residentBytes(): number {
  return process.memoryUsage.rss() + sum(descendants().map((pid) => statusBytes(pid, 'VmRSS')));
}

/** Forgets the largest resident sizes seen so far, as far as the system permits. */
export function resetPeakResidentBytes(): void {
  for (const pid of ['self', ...descendants()]) {
    read(() => writeFileSync(`/proc/${pid}/clear_refs`, '5'));
  }
}

/** Sum of the largest resident sizes of this process and its descendants since the last reset. */
export function peakResidentBytes(): number {
  const own = statusBytes('self', 'VmHWM') || process.resourceUsage().maxRSS * 1024;
  return own + sum(descendants().map((pid) => statusBytes(pid, 'VmHWM')));
}

function statusBytes(pid: number | 'self', field: 'VmRSS' | 'VmHWM'): number {
  const status = read(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** A process can end between being listed and being read. */
function read<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
