/** A host in a process of its own, which ends with the test's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./programs/host.js', import.meta.url));

export interface HostProcess {
  /** How it calls itself. */
  readonly name: string;
  /** Resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Resolves when it takes jobs. */
export async function startHost(
  connection: string,
  queue: string,
  model = 'worker-pool:1',
  /** What to start it with, such as `ip netns exec NAME`. */
  through: readonly string[] = [],
): Promise<HostProcess> {
  const [command = '', ...args] = [...through, process.execPath, PROGRAM, connection, queue, model];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (child.stdout === null) throw new Error('the host has no output to read');
  const ended = once(child, 'exit');
  const [name] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    name,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
