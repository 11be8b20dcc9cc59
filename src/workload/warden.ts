/** Has isolated processes killed, should this process be killed before it can do so itself. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { WardenMessage } from './warden-process.js';

/** The pause between two sets of processes is no reason to start a new warden. */
const LINGER_MS = 250;

let warden: ChildProcess | undefined;
let watched = 0;
let dismissal: NodeJS.Timeout | undefined;

/** @returns a function to call when the process has ended. */
export function watchOver(pid: number): () => void {
  clearTimeout(dismissal);
  watched += 1;
  if (warden === undefined) warden = start(pid);
  else tell({ watch: pid });
  return () => {
    watched -= 1;
    tell({ forget: pid });
    if (watched === 0) dismissal = setTimeout(dismiss, LINGER_MS).unref();
  };
}

function tell(message: WardenMessage): void {
  // A warden that cannot be started or has been killed is a net the less, not a failed run.
  warden?.send(message, () => undefined);
}

function start(pid: number): ChildProcess {
  const child = fork(new URL('./warden-process.js', import.meta.url), [String(pid)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined);
  child.unref();
  child.channel?.unref();
  return child;
}

function dismiss(): void {
  if (warden?.connected) warden.disconnect();
  warden = undefined;
}
