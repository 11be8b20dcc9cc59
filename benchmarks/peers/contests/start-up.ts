/** From nothing to the first result of every worker, and gone again. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { ProcessPoolExecutor, WorkerPoolExecutor, type Executor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import type { RawMessage } from '../raw-pool.js';
import { identity } from '../workers/task.js';
import { workerFile } from '../workers/worker-file.js';

export const startUp: Contest = {
  title: 'Start-up: open, get the first result of each worker, close',
  cost: 'us per task',
  tasks: 1,
  resultOf: () => 1,
  contestants: {
    'Worker by hand, 1 thread': () => opening(1, openThread),
    'Worker by hand, 2 threads': () => opening(2, openThread),
    'piscina, 1 thread': () => piscina(1),
    'piscina, 2 threads': () => piscina(2),
    'loop-or-pool, 1 thread': () => ours(1, () => new WorkerPoolExecutor({ workers: 1 })),
    'loop-or-pool, 2 threads': () => ours(2, () => new WorkerPoolExecutor({ workers: 2 })),
    'fork by hand, 1 process': () => opening(1, openProcess),
    'loop-or-pool, 1 process': () => ours(1, () => new ProcessPoolExecutor({ workers: 1 })),
  },
  targets: [
    { ours: 'loop-or-pool, 1 thread', peer: 'Worker by hand, 1 thread', atMost: 1.15 },
    { ours: 'loop-or-pool, 2 threads', peer: 'Worker by hand, 2 threads', atMost: 1.3 },
    { ours: 'loop-or-pool, 1 process', peer: 'fork by hand, 1 process', atMost: 1.1 },
  ],
};

const message: RawMessage = [0, 1];

/** Opens workers side by side; each closes itself once it has answered. */
async function opening(workers: number, open: () => Promise<void>): Promise<Contestant> {
  return {
    async runBatch() {
      await Promise.all(Array.from({ length: workers }, open));
      return 1;
    },
  };
}

async function openThread(): Promise<void> {
  const thread = new Worker(workerFile('raw-thread.js'));
  thread.postMessage(message);
  await once(thread, 'message');
  await thread.terminate();
}

async function openProcess(): Promise<void> {
  const child = fork(workerFile('raw-process.js'), { execArgv: [] });
  child.send(message);
  await once(child, 'message');
  child.kill();
  await once(child, 'exit');
}

async function piscina(workers: number): Promise<Contestant> {
  const { Piscina } = await import('piscina');
  return {
    async runBatch() {
      const filename = workerFile('piscina-task.js');
      const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers });
      await Promise.all(Array.from({ length: workers }, () => pool.run(1)));
      await pool.destroy();
      return 1;
    },
  };
}

async function ours(workers: number, open: () => Executor): Promise<Contestant> {
  return {
    async runBatch() {
      await using executor = open();
      const futures = Array.from({ length: workers }, () => executor.submit(identity, 1));
      for (const future of futures) await future.result();
      return 1;
    },
  };
}
