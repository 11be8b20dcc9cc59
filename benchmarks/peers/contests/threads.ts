/** Trivial tasks on two worker threads: what a message there and back costs. */
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { WorkerPoolExecutor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { inChunks, keeping } from '../in-flight.js';
import { rawPool, type Line } from '../raw-pool.js';
import { sum } from '../sum.js';
import { identity } from '../workers/task.js';
import { workerFile } from '../workers/worker-file.js';

const workers = 2;

/** Many tasks: 64 in flight, or all at once where a library takes them so. */
export const threads: Contest = {
  title: 'Worker threads: trivial tasks on 2 threads, 64 in flight',
  cost: 'us per task',
  tasks: 20_000,
  resultOf: (input) => input,
  contestants: {
    'postMessage by hand': () => raw(64),
    'piscina, chunks of 256 by hand': piscinaInChunks,
    piscina: () => piscina(64, 1),
    'piscina, 32 tasks a worker': () => piscina(64, 32),
    'tinypool, 32 tasks a worker': () => tinypool(64, 32),
    workerpool: () => workerpool(64),
    'poolifier, without its queue': () => poolifier(64),
    'loop-or-pool submit': () => oursSubmit(64),
    'loop-or-pool map': oursMap,
  },
  targets: [
    { ours: 'loop-or-pool map', peer: 'piscina', atMost: 0.04 },
    { ours: 'loop-or-pool map', peer: 'piscina, chunks of 256 by hand', atMost: 1.5 },
    { ours: 'loop-or-pool submit', peer: 'tinypool, 32 tasks a worker', atMost: 0.5 },
    { ours: 'loop-or-pool submit', peer: 'piscina, 32 tasks a worker', atMost: 0.5 },
    { ours: 'loop-or-pool submit', peer: 'poolifier, without its queue', atMost: 0.5 },
    { ours: 'loop-or-pool submit', peer: 'postMessage by hand', atMost: 1 },
  ],
};

/** One task after the other: what a caller waits for. */
export const threadsInTurn: Contest = {
  title: 'Worker threads: one task in flight',
  cost: 'us per task',
  tasks: 2_000,
  resultOf: (input) => input,
  contestants: {
    'postMessage by hand': () => raw(1),
    piscina: () => piscina(1, 1),
    tinypool: () => tinypool(1, 1),
    workerpool: () => workerpool(1),
    'poolifier, without its queue': () => poolifier(1),
    'loop-or-pool submit': () => oursSubmit(1),
  },
  targets: [
    { ours: 'loop-or-pool submit', peer: 'piscina', atMost: 0.7 },
    { ours: 'loop-or-pool submit', peer: 'postMessage by hand', atMost: 1.2 },
  ],
};

async function raw(inFlight: number): Promise<Contestant> {
  const started = Array.from({ length: workers }, () => new Worker(workerFile('raw-thread.js')));
  const lines = started.map((worker): Line => ({
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
  }));
  return keeping(inFlight, rawPool(lines), () =>
    Promise.all(started.map((worker) => worker.terminate())),
  );
}

async function piscina(inFlight: number, tasksPerWorker: number): Promise<Contestant> {
  const pool = await openPiscina(tasksPerWorker);
  return keeping(
    inFlight,
    (input) => pool.run(input) as Promise<number>,
    () => pool.destroy(),
  );
}

async function piscinaInChunks(): Promise<Contestant> {
  const pool = await openPiscina(2);
  return inChunks(
    (inputs) => pool.run(inputs, { name: 'identities' }) as Promise<number[]>,
    () => pool.destroy(),
  );
}

async function openPiscina(concurrentTasksPerWorker: number) {
  const { Piscina } = await import('piscina');
  const filename = workerFile('piscina-task.js');
  return new Piscina({
    filename,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker,
  });
}

async function tinypool(inFlight: number, tasksPerWorker: number): Promise<Contestant> {
  const { default: Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: pathToFileURL(workerFile('piscina-task.js')).href,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: tasksPerWorker,
  });
  return keeping(
    inFlight,
    (input) => pool.run(input) as Promise<number>,
    () => pool.destroy(),
  );
}

async function workerpool(inFlight: number): Promise<Contestant> {
  const { default: library } = await import('workerpool');
  const pool = library.pool(workerFile('workerpool-task.js'), {
    workerType: 'thread',
    minWorkers: workers,
    maxWorkers: workers,
  });
  return keeping(
    inFlight,
    async (input) => (await pool.exec('identity', [input])) as number,
    () => pool.terminate(),
  );
}

async function poolifier(inFlight: number): Promise<Contestant> {
  const { FixedThreadPool } = await import('poolifier');
  const pool = new FixedThreadPool<number, number>(workers, workerFile('poolifier-thread.cjs'), {
    enableTasksQueue: false,
  });
  return keeping(
    inFlight,
    (input) => pool.execute(input),
    () => pool.destroy(),
  );
}

async function oursSubmit(inFlight: number): Promise<Contestant> {
  const executor = new WorkerPoolExecutor({ workers, concurrency: Math.ceil(inFlight / workers) });
  return keeping(
    inFlight,
    (input) => executor.submit(identity, input).result(),
    () => executor.shutdown(),
  );
}

async function oursMap(): Promise<Contestant> {
  const executor = new WorkerPoolExecutor({ workers });
  return {
    runBatch: async (inputs) => sum(await executor.map(identity, inputs).toArray()),
    close: () => executor.shutdown(),
  };
}
