/** Trivial tasks in two child processes: what a message through a pipe costs. */
import { fork, type SerializationType } from 'node:child_process';
import { pathToFileURL } from 'node:url';

import { ProcessPoolExecutor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { inChunks, keeping } from '../in-flight.js';
import { rawPool, type Line } from '../raw-pool.js';
import { sum } from '../sum.js';
import { identity } from '../workers/task.js';
import { workerFile } from '../workers/worker-file.js';

const workers = 2;

export const processes: Contest = {
  title: 'Child processes: trivial tasks in 2 processes, 64 in flight',
  cost: 'us per task',
  tasks: 20_000,
  resultOf: (input) => input,
  contestants: {
    'fork by hand, json': () => raw(64, 'json'),
    'fork by hand, advanced': () => raw(64, 'advanced'),
    'fork by hand, json, chunks of 256': rawInChunks,
    'tinypool, 32 tasks a worker': () => tinypool(64, 32),
    workerpool: () => workerpool(64),
    'poolifier cluster': () => poolifier(64),
    'loop-or-pool submit': () => oursSubmit(64),
    'loop-or-pool map': oursMap,
  },
  targets: [
    { ours: 'loop-or-pool map', peer: 'fork by hand, json', atMost: 0.08 },
    { ours: 'loop-or-pool submit', peer: 'poolifier cluster', atMost: 0.5 },
    { ours: 'loop-or-pool submit', peer: 'tinypool, 32 tasks a worker', atMost: 0.5 },
    { ours: 'loop-or-pool submit', peer: 'fork by hand, json', atMost: 1.5 },
  ],
};

export const processesInTurn: Contest = {
  title: 'Child processes: one task in flight',
  cost: 'us per task',
  tasks: 1_000,
  resultOf: (input) => input,
  contestants: {
    'fork by hand, json': () => raw(1, 'json'),
    tinypool: () => tinypool(1, 1),
    workerpool: () => workerpool(1),
    'poolifier cluster': () => poolifier(1),
    'loop-or-pool submit': () => oursSubmit(1),
  },
  targets: [
    { ours: 'loop-or-pool submit', peer: 'tinypool', atMost: 0.8 },
    { ours: 'loop-or-pool submit', peer: 'poolifier cluster', atMost: 0.8 },
    { ours: 'loop-or-pool submit', peer: 'workerpool', atMost: 0.8 },
  ],
};

async function raw(inFlight: number, serialization: SerializationType): Promise<Contestant> {
  const { call, close } = openRaw(serialization);
  return keeping(inFlight, call, close);
}

async function rawInChunks(): Promise<Contestant> {
  const { call, close } = openRaw('json');
  return inChunks(call, close);
}

function openRaw(serialization: SerializationType) {
  const children = Array.from({ length: workers }, () =>
    fork(workerFile('raw-process.js'), { serialization, execArgv: [] }),
  );
  const lines = children.map((child): Line => ({
    send: (message) => void child.send(message),
    onMessage: (listener) => void child.on('message', listener),
  }));
  return { call: rawPool(lines), close: () => children.forEach((child) => child.disconnect()) };
}

async function tinypool(inFlight: number, tasksPerWorker: number): Promise<Contestant> {
  const { default: Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    runtime: 'child_process',
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
    workerType: 'process',
    minWorkers: workers,
    maxWorkers: workers,
    forkOpts: { execArgv: [] },
  });
  return keeping(
    inFlight,
    async (input) => (await pool.exec('identity', [input])) as number,
    () => pool.terminate(),
  );
}

async function poolifier(inFlight: number): Promise<Contestant> {
  const { FixedClusterPool } = await import('poolifier');
  const pool = new FixedClusterPool<number, number>(workers, workerFile('poolifier-process.cjs'), {
    enableTasksQueue: false,
  });
  return keeping(
    inFlight,
    (input) => pool.execute(input),
    () => pool.destroy(),
  );
}

async function oursSubmit(inFlight: number): Promise<Contestant> {
  const executor = new ProcessPoolExecutor({ workers, concurrency: Math.ceil(inFlight / workers) });
  return keeping(
    inFlight,
    (input) => executor.submit(identity, input).result(),
    () => executor.shutdown(),
  );
}

async function oursMap(): Promise<Contestant> {
  const executor = new ProcessPoolExecutor({ workers });
  return {
    runBatch: async (inputs) => sum(await executor.map(identity, inputs).toArray()),
    close: () => executor.shutdown(),
  };
}
