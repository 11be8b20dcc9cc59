/** What a run must not leave behind: child processes of this one, and folders below the temp folder. */
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Command lines of all live processes whose environment holds `marker`, this one left out. */
export function markedProcesses(marker: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((pid) => readIfThere(`/proc/${pid}/environ`).includes(marker))
    .map((pid) => readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((commandLine) => commandLine !== '');
}

/** Waits until none is left; gives up after `limitMs` and returns those that are. */
export async function remainingProcesses(marker: string, limitMs = 10_000): Promise<string[]> {
  const untilMs = performance.now() + limitMs;
  for (;;) {
    const remaining = markedProcesses(marker);
    if (remaining.length === 0 || performance.now() > untilMs) return remaining;
    await delay(20);
  }
}

/** Entries of the temp folder that begin with `prefix`. */
export function tempEntries(prefix: string): string[] {
  return readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
