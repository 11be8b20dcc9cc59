/** Measures what jobs, and hosts that wait for them, cost on a Redis that serves nobody else. */
import { Redis } from 'ioredis';
import { QueueExecutor } from '../../src/index.js';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from '../../src/measure/cpu-time.js';
import { trivial } from './task.js';
import type { JobCosts } from './outlook.js';

export interface Round extends Omit<JobCosts, 'redisIdleMsPerHostSecond'> {
  hostMs: number;
  jobsPerSecond: number;
}

export interface Load {
  jobs: number;
  hosts: number;
  slots: number;
}

/**
 * So many jobs, one for each task, as fast as they go.
 *
 * @param redisUrl of a Redis that is a child of this process
 */
export async function measureRound(redisUrl: string, { jobs, hosts, slots }: Load): Promise<Round> {
  const options = { connection: redisUrl, localHosts: hosts, concurrency: slots };
  await using executor = new QueueExecutor(options);
  const redis = new Redis(redisUrl);
  try {
    await executor.ready();
    await run(executor, jobs / 10);

    const before = await readClocks(redis);
    const childrenBefore = readChildrenCpu();
    await run(executor, jobs);
    const after = await readClocks(redis);
    const childrenMs = childrenCpuBetween(childrenBefore, readChildrenCpu());
    return {
      redisMs: (after.redisThreadMs - before.redisThreadMs) / jobs,
      submitterMs: (after.ownMs - before.ownMs) / jobs,
      hostMs: (childrenMs - (after.redisMs - before.redisMs)) / jobs,
      jobsPerSecond: (jobs / (after.atMs - before.atMs)) * 1000,
    };
  } finally {
    redis.disconnect();
  }
}

async function run(executor: QueueExecutor, jobs: number): Promise<void> {
  const inputs = Array.from({ length: jobs }, (_, n) => n);
  await executor.map(trivial, inputs, { chunkSize: 1 }).toArray();
}

const [FEW, MANY] = [1, 7];
const WAITING_MS = 10_000;

/** What each further host that waits for jobs costs Redis, in ms of its thread a second. */
export async function measureIdleHost(redisUrl: string): Promise<number> {
  const few = await waitingCost(redisUrl, FEW);
  const many = await waitingCost(redisUrl, MANY);
  return Math.max(0, many - few) / (MANY - FEW);
}

async function waitingCost(redisUrl: string, hosts: number): Promise<number> {
  await using executor = new QueueExecutor({ connection: redisUrl, localHosts: hosts });
  const redis = new Redis(redisUrl);
  try {
    await run(executor, 1);
    const before = await readClocks(redis);
    await new Promise((resolve) => setTimeout(resolve, WAITING_MS));
    const after = await readClocks(redis);
    return ((after.redisThreadMs - before.redisThreadMs) / (after.atMs - before.atMs)) * 1000;
  } finally {
    redis.disconnect();
  }
}

interface Clocks {
  atMs: number;
  ownMs: number;
  /** Of its main thread, which runs all commands. */
  redisThreadMs: number;
  redisMs: number;
}

async function readClocks(redis: Redis): Promise<Clocks> {
  const info = await redis.info('cpu');
  const ms = (name: string) => {
    const seconds = new RegExp(`^${name}:([0-9.]+)`, 'm').exec(info)?.[1];
    if (seconds === undefined) throw new Error(`this Redis does not tell ${name}`);
    return Number(seconds) * 1000;
  };
  return {
    atMs: performance.now(),
    ownMs: ownCpuMs(),
    redisThreadMs: ms('used_cpu_user_main_thread') + ms('used_cpu_sys_main_thread'),
    redisMs: ms('used_cpu_user') + ms('used_cpu_sys'),
  };
}
