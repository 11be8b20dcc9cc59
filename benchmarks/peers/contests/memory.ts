/** What each idle worker adds to the memory of its pool, once it has done a task. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { ProcessPoolExecutor, WorkerPoolExecutor, type Executor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { privateBytes } from '../private-memory.js';
import type { RawMessage } from '../raw-pool.js';
import { identity } from '../workers/task.js';
import { workerFile } from '../workers/worker-file.js';

/** The first worker also brings what its pool needs, so it is left out: the next four are weighed. */
const weighed = 4;

export const memory: Contest = {
  title: 'Memory of an idle worker',
  cost: 'private MB per worker',
  tasks: 1 + weighed,
  needsFreshProcess: true,
  resultOf: (input) => input,
  contestants: {
    'Worker by hand': async () => weighing(openThread),
    piscina: async () => weighing(openPiscina),
    'loop-or-pool worker-pool': async () =>
      weighing(openingPool((workers) => new WorkerPoolExecutor({ workers }))),
    'fork by hand': async () => weighing(openProcess),
    'loop-or-pool process-pool': async () =>
      weighing(openingPool((workers) => new ProcessPoolExecutor({ workers }))),
  },
  targets: [
    { ours: 'loop-or-pool worker-pool', peer: 'Worker by hand', atMost: 1.1 },
    { ours: 'loop-or-pool process-pool', peer: 'fork by hand', atMost: 1.15 },
  ],
};

/** Opens workers for as many inputs, gives each of them one, and leaves them idle until closed. */
type Open = (inputs: readonly number[]) => Promise<{ results: number[]; close(): unknown }>;

function weighing(open: Open): Contestant {
  let megabytesPerWorker = NaN;
  return {
    async runBatch(inputs) {
      const first = await open(inputs.slice(0, 1));
      const before = privateBytes();
      const rest = await open(inputs.slice(1));
      megabytesPerWorker = (privateBytes() - before) / 1e6 / (inputs.length - 1);
      await Promise.all([first.close(), rest.close()]);
      return [...first.results, ...rest.results].reduce((sum, result) => sum + result);
    },
    lastCost: () => megabytesPerWorker,
  };
}

async function openThread(inputs: readonly number[]): ReturnType<Open> {
  const threads = inputs.map(() => new Worker(workerFile('raw-thread.js')));
  const results = threads.map(async (thread, index) => {
    thread.postMessage([index, inputs[index] ?? NaN] satisfies RawMessage);
    const [[, result]] = (await once(thread, 'message')) as [[number, number]];
    return result;
  });
  return {
    results: await Promise.all(results),
    close: () => Promise.all(threads.map((thread) => thread.terminate())),
  };
}

async function openProcess(inputs: readonly number[]): ReturnType<Open> {
  const children = inputs.map(() => fork(workerFile('raw-process.js'), { execArgv: [] }));
  const results = children.map(async (child, index) => {
    child.send([index, inputs[index] ?? NaN] satisfies RawMessage);
    const [[, result]] = (await once(child, 'message')) as [[number, number]];
    return result;
  });
  return {
    results: await Promise.all(results),
    close: () => children.forEach((child) => child.disconnect()),
  };
}

async function openPiscina(inputs: readonly number[]): ReturnType<Open> {
  const { Piscina } = await import('piscina');
  const threads = inputs.length;
  const filename = workerFile('piscina-task.js');
  const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads });
  const results = inputs.map((input) => pool.run(input) as Promise<number>);
  return { results: await Promise.all(results), close: () => pool.destroy() };
}

function openingPool(openExecutor: (workers: number) => Executor): Open {
  return async (inputs) => {
    const executor = openExecutor(inputs.length);
    const futures = inputs.map((input) => executor.submit(identity, input));
    const results: number[] = [];
    for (const future of futures) results.push(await future.result());
    const { workers } = executor.stats();
    if (workers !== inputs.length) throw new Error(`${workers} workers are alive, not all`);
    return { results, close: () => executor.shutdown() };
  };
}
