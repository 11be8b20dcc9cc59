/** Which other programs use the CPUs, by name. Linux tells; elsewhere there are none to see. */
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessTime {
  name: string;
  cpuMs: number;
}

export interface BusyProcess {
  pid: number;
  name: string;
  /** Of one CPU. */
  share: number;
}

/** Clock ticks of `/proc/PID/stat`; fixed at 100 per second for all Linux programs. */
const MS_PER_TICK = 10;
const HEAVY_SHARE = 0.05;
const MOST_NAMED = 5;

/** CPU time of every process that can be seen, this one not counted. */
export function readProcessTimes(): Map<number, ProcessTime> {
  const times = new Map<number, ProcessTime>();
  for (const pid of processIds()) {
    const time = parseStat(readText(`/proc/${pid}/stat`));
    if (time !== null && pid !== process.pid) times.set(pid, time);
  }
  return times;
}

/** proc(5): the name stands in brackets and may hold some; user and system time are fields 14 and 15. */
export function parseStat(stat: string | null): ProcessTime | null {
  const [, name, rest] = /^\d+ \((.*)\) (.*)/s.exec(stat ?? '') ?? [];
  if (name === undefined || rest === undefined) return null;
  const fields = rest.split(' ');
  return { name, cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK };
}

/** Those that used more than a twentieth of a CPU, the heaviest first. */
export function busiestProcesses(
  before: ReadonlyMap<number, ProcessTime>,
  after: ReadonlyMap<number, ProcessTime>,
  elapsedMs: number,
): BusyProcess[] {
  return [...after]
    .map(([pid, { name, cpuMs }]) => {
      const share = (cpuMs - (before.get(pid)?.cpuMs ?? 0)) / elapsedMs;
      return { pid, name, share };
    })
    .filter(({ share }) => share > HEAVY_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_NAMED);
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
