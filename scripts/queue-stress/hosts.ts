/** Two hosts that may be killed: the executor's own, which it replaces itself, or processes started here. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { QueueExecutorOptions } from '../../src/index.js';

export interface Hosts {
  executorOptions: QueueExecutorOptions;
  /** Sees to a replacement. False if it is gone already. */
  kill(pid: number): boolean;
  close(): Promise<void>;
}

const SLOTS = 10;

export function ownHosts(connection: string): Hosts {
  return {
    executorOptions: { connection, localHosts: 2, concurrency: SLOTS },
    kill(pid) {
      try {
        return process.kill(pid, 'SIGKILL');
      } catch {
        return false;
      }
    },
    close: () => Promise.resolve(),
  };
}

export async function otherHosts(connection: string): Promise<Hosts> {
  const queue = 'stress';
  const program = fileURLToPath(new URL('./host.js', import.meta.url));
  const hosts = new Set<ChildProcess>();
  let isClosing = false;
  const start = () => {
    const host = fork(program, [connection, queue, `worker-pool:1x${SLOTS}`]);
    hosts.add(host);
    host.on('exit', () => {
      hosts.delete(host);
      if (!isClosing) start();
    });
    return host;
  };
  await Promise.all([start(), start()].map((host) => once(host, 'message')));
  return {
    executorOptions: { connection, queue },
    kill: (pid) => [...hosts].find((host) => host.pid === pid)?.kill('SIGKILL') ?? false,
    async close() {
      isClosing = true;
      await Promise.all(
        [...hosts].map(async (host) => {
          const ended = once(host, 'exit');
          host.kill('SIGTERM');
          await ended;
        }),
      );
    },
  };
}
