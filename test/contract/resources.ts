/** What an executor may leave behind: handles, children, threads, listeners. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many there are of each kind of thing that a closed executor must have given back. */
export type Resources = Map<string, number>;

export function resources(): Resources {
  const counts: Resources = new Map([['children', childPids(process.pid).length]]);
  for (const handle of process.getActiveResourcesInfo().filter(isLasting)) {
    counts.set(handle, (counts.get(handle) ?? 0) + 1);
  }
  for (const name of process.eventNames()) {
    counts.set(`listeners of '${String(name)}'`, process.listenerCount(name));
  }
  return counts;
}

/** What there is more of now than before, in words. */
export function excess(now: Resources, before: Resources): string[] {
  return [...now]
    .filter(([name, count]) => count > (before.get(name) ?? 0))
    .map(([name, count]) => `${name}: ${before.get(name) ?? 0} became ${count}`);
}

/** Polls, since the system takes its time to reap a process; gives the last answer, good or bad. */
export async function eventually<T>(read: () => T, isGood: (value: T) => boolean): Promise<T> {
  let value = read();
  for (let turn = 0; turn < 500 && !isGood(value); turn += 1) {
    await sleep(10);
    value = read();
  }
  return value;
}

/** Resolves once the process is gone; false if it stays. */
export function isGone(pid: number): Promise<boolean> {
  return eventually(
    () => !isAlive(pid),
    (gone) => gone,
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Children of a process, zombies left out. */
export function childPids(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,comm='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, state, command]) => {
      return Number(parent) === pid && !state?.startsWith('Z') && command !== 'ps';
    })
    .map(([child]) => Number(child));
}

/** Threads of this process; undefined where the system does not tell. */
export function threadCount(): number | undefined {
  try {
    return readdirSync('/proc/self/task').length;
  } catch {
    return undefined;
  }
}

/** Requests in flight belong to the test, not to an executor. */
function isLasting(resource: string): boolean {
  return !resource.endsWith('Request') && resource !== 'Immediate' && resource !== 'CloseReq';
}
