/** Trivial async tasks on one loop, twenty at a time: what a limiter itself costs. */
import { asCompleted, AsyncPoolExecutor, type Executor } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { liveHeapProbe } from '../live-heap.js';
import { sum } from '../sum.js';

const concurrency = 20;

async function task(input: number): Promise<number> {
  liveHeapProbe.reached(input);
  return input;
}

export const contest: Contest = {
  title: 'Async pool: trivial async tasks, 20 at a time',
  cost: 'us per task',
  tasks: 100_000,
  resultOf: (input) => input,
  contestants: {
    'lanes by hand (the limit)': async () => ({ runBatch: runInLanes }),
    'Promise.all without a limit': async () => ({
      runBatch: async (inputs) => sum(await Promise.all(inputs.map(task))),
    }),
    'async.mapLimit': async () => {
      const { mapLimit } = (await import('async')).default;
      return {
        runBatch: async (inputs) =>
          sum(await mapLimit<number, number>([...inputs], concurrency, task)),
      };
    },
    'p-map': async () => {
      const { default: pMap } = await import('p-map');
      return { runBatch: async (inputs) => sum(await pMap(inputs, task, { concurrency })) };
    },
    'tiny-async-pool': async () => {
      const { default: asyncPool } = await import('tiny-async-pool');
      return {
        async runBatch(inputs) {
          let total = 0;
          for await (const result of asyncPool(concurrency, inputs, task)) total += result;
          return total;
        },
      };
    },
    'p-limit': async () => {
      const { default: pLimit } = await import('p-limit');
      const limit = pLimit(concurrency);
      return submitting((input) => limit(task, input));
    },
    'p-queue': async () => {
      const { default: PQueue } = await import('p-queue');
      const queue = new PQueue({ concurrency });
      return submitting((input) => queue.add(() => task(input)));
    },
    'fastq.promise': async () => {
      const { default: fastq } = await import('fastq');
      const queue = fastq.promise<unknown, number, number>(task, concurrency);
      return submitting((input) => queue.push(input));
    },
    'loop-or-pool map': async () => ({ runBatch: runByMap }),
    'loop-or-pool map, one by one': async () => ({ runBatch: runByMapOneByOne }),
    'loop-or-pool submit': async () => {
      const executor = new AsyncPoolExecutor({ concurrency });
      return {
        runBatch: (inputs) => runBySubmit(executor, inputs),
        close: () => executor.shutdown(),
      };
    },
    'loop-or-pool asCompleted': async () => ({ runBatch: runAsCompleted }),
  },
  targets: [
    { ours: 'loop-or-pool map', peer: 'async.mapLimit', atMost: 0.75 },
    { ours: 'loop-or-pool map', peer: 'p-map', atMost: 0.25 },
    { ours: 'loop-or-pool submit', peer: 'fastq.promise', atMost: 0.6 },
    { ours: 'loop-or-pool submit', peer: 'p-limit', atMost: 0.5 },
    { ours: 'loop-or-pool asCompleted', peer: 'tiny-async-pool', atMost: 0.25 },
  ],
};

/** Everything is submitted at once, as a server does that gets all its requests at once. */
function submitting(submit: (input: number) => Promise<number>): Contestant {
  return { runBatch: async (inputs) => sum(await Promise.all(inputs.map(submit))) };
}

async function runInLanes(inputs: readonly number[]): Promise<number> {
  const waiting = inputs.values();
  let total = 0;
  const lane = async () => {
    for (const input of waiting) {
      const result = await task(input);
      total += result;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return total;
}

/** As `mapLimit` and `p-map` do: all results in an array. */
async function runByMap(inputs: readonly number[]): Promise<number> {
  await using executor = new AsyncPoolExecutor({ concurrency });
  return sum(await executor.map(task, inputs).toArray());
}

async function runByMapOneByOne(inputs: readonly number[]): Promise<number> {
  await using executor = new AsyncPoolExecutor({ concurrency });
  let total = 0;
  for await (const result of executor.map(task, inputs)) total += result;
  return total;
}

async function runBySubmit(executor: Executor, inputs: readonly number[]): Promise<number> {
  const futures = inputs.map((input) => executor.submit(task, input));
  let total = 0;
  for (const future of futures) total += await future.result();
  return total;
}

async function runAsCompleted(inputs: readonly number[]): Promise<number> {
  await using executor = new AsyncPoolExecutor({ concurrency });
  let total = 0;
  const futures = inputs.map((input) => executor.submit(task, input));
  for await (const future of asCompleted(futures)) total += await future.result();
  return total;
}
