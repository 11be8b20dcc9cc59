/** Tasks that take a while: what is left of two CPUs, and of twenty waits at once. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import {
  AsyncPoolExecutor,
  ProcessPoolExecutor,
  WorkerPoolExecutor,
  type Executor,
} from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { sum } from '../sum.js';
import { compute, computed } from '../workers/compute-task.js';
import { workerFile } from '../workers/worker-file.js';

export const computing: Contest = {
  title: 'Speed-up: 32 tasks of about 20 ms of computing, 2 CPUs',
  cost: 'ms per task',
  tasks: 32,
  resultOf: computed,
  contestants: {
    'one after the other': async () => ({
      runBatch: async (inputs) => sum(inputs.map(compute)),
    }),
    'two threads by hand, half each': inHalves,
    'piscina, 2 threads': piscina,
    'loop-or-pool async-pool:20': async () => mapping(new AsyncPoolExecutor({ concurrency: 20 })),
    'loop-or-pool worker-pool:2': async () => mapping(new WorkerPoolExecutor({ workers: 2 })),
    'loop-or-pool process-pool:2': async () => mapping(new ProcessPoolExecutor({ workers: 2 })),
  },
  targets: [
    {
      ours: 'loop-or-pool worker-pool:2',
      peer: 'two threads by hand, half each',
      atMost: 1.03,
    },
    {
      ours: 'loop-or-pool process-pool:2',
      peer: 'two threads by hand, half each',
      atMost: 1.03,
    },
    { ours: 'loop-or-pool async-pool:20', peer: 'one after the other', atMost: 1.05 },
  ],
};

export const waiting: Contest = {
  title: 'Speed-up: 20 waits of 100 ms, 20 at a time',
  cost: 'ms per task',
  tasks: 20,
  resultOf: (input) => input,
  contestants: {
    'Promise.all': async () => ({
      runBatch: async (inputs) => sum(await Promise.all(inputs.map(waitAndReturn))),
    }),
    'p-map': async () => {
      const { default: pMap } = await import('p-map');
      return {
        runBatch: async (inputs) => sum(await pMap(inputs, waitAndReturn, { concurrency: 20 })),
      };
    },
    'loop-or-pool async-pool:20': async () =>
      mapping(new AsyncPoolExecutor({ concurrency: 20 }), waitAndReturn),
  },
  targets: [{ ours: 'loop-or-pool async-pool:20', peer: 'Promise.all', atMost: 1.005 }],
};

async function waitAndReturn(input: number): Promise<number> {
  await sleep(100);
  return input;
}

async function inHalves(): Promise<Contestant> {
  const threads = [new Worker(workerFile('raw-half.js')), new Worker(workerFile('raw-half.js'))];
  return {
    async runBatch(inputs) {
      const halves = threads.map(async (thread, index) => {
        thread.postMessage(inputs.filter((_, n) => n % 2 === index));
        const [results] = (await once(thread, 'message')) as [number[]];
        return sum(results);
      });
      return sum(await Promise.all(halves));
    },
    close: () => Promise.all(threads.map((thread) => thread.terminate())),
  };
}

async function piscina(): Promise<Contestant> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: workerFile('piscina-compute.js'),
    minThreads: 2,
    maxThreads: 2,
  });
  return {
    runBatch: async (inputs) =>
      sum((await Promise.all(inputs.map((input) => pool.run(input)))) as number[]),
    close: () => pool.destroy(),
  };
}

function mapping(
  executor: Executor,
  task: (input: number) => number | Promise<number> = compute,
): Contestant {
  return {
    async runBatch(inputs) {
      const results: number[] = [];
      for await (const result of executor.map(task, inputs)) results.push(result);
      return sum(results);
    },
    close: () => executor.shutdown(),
  };
}
