/** From nothing to the first result of every worker; closing them is not counted. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { ProcessPoolExecutor, WorkerPoolExecutor, type Executor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import type { RawMessage } from '../raw-pool.js';
import { identity } from '../workers/task.js';
import { workerFile } from '../workers/worker-file.js';

export const startUp: Contest = {
  title: 'Start-up: from opening to the first result of each worker',
  cost: 'ms',
  tasks: 1,
  resultOf: () => 1,
  contestants: {
    'Worker by hand, 1 thread': () => starting(1, openThreads),
    'Worker by hand, 2 threads': () => starting(2, openThreads),
    'piscina, 1 thread': () => starting(1, openPiscina),
    'piscina, 2 threads': () => starting(2, openPiscina),
    'loop-or-pool, 1 thread': () => starting(1, openThreadPool),
    'loop-or-pool, 2 threads': () => starting(2, openThreadPool),
    'fork by hand, 1 process': () => starting(1, openProcesses),
    'loop-or-pool, 1 process': () => starting(1, openProcessPool),
  },
  targets: [
    { ours: 'loop-or-pool, 1 thread', peer: 'Worker by hand, 1 thread', atMost: 1.15 },
    { ours: 'loop-or-pool, 2 threads', peer: 'Worker by hand, 2 threads', atMost: 1.3 },
    { ours: 'loop-or-pool, 1 process', peer: 'fork by hand, 1 process', atMost: 1.1 },
  ],
};

const message: RawMessage = [0, 1];

/** Opens so many workers, gets a result of each, and says how to close them. */
type Open = (workers: number) => Promise<() => unknown>;

async function starting(workers: number, open: Open): Promise<Contestant> {
  let startUpMs = NaN;
  return {
    async runBatch() {
      const started = performance.now();
      const close = await open(workers);
      startUpMs = performance.now() - started;
      await close();
      return 1;
    },
    lastCost: () => startUpMs,
  };
}

async function openThreads(workers: number): ReturnType<Open> {
  const threads = Array.from({ length: workers }, () => new Worker(workerFile('raw-thread.js')));
  for (const thread of threads) thread.postMessage(message);
  await Promise.all(threads.map((thread) => once(thread, 'message')));
  return () => Promise.all(threads.map((thread) => thread.terminate()));
}

async function openProcesses(workers: number): ReturnType<Open> {
  const start = () => fork(workerFile('raw-process.js'), { execArgv: [] });
  const children = Array.from({ length: workers }, start);
  for (const child of children) child.send(message);
  await Promise.all(children.map((child) => once(child, 'message')));
  return () => children.forEach((child) => child.disconnect());
}

async function openPiscina(workers: number): ReturnType<Open> {
  const { Piscina } = await import('piscina');
  const filename = workerFile('piscina-task.js');
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers });
  await Promise.all(Array.from({ length: workers }, () => pool.run(1)));
  return () => pool.destroy();
}

function openThreadPool(workers: number): ReturnType<Open> {
  return openPool(new WorkerPoolExecutor({ workers }), workers);
}

function openProcessPool(workers: number): ReturnType<Open> {
  return openPool(new ProcessPoolExecutor({ workers }), workers);
}

async function openPool(executor: Executor, workers: number): ReturnType<Open> {
  const futures = Array.from({ length: workers }, () => executor.submit(identity, 1));
  for (const future of futures) await future.result();
  return () => executor.shutdown();
}
