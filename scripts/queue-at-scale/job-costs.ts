/** Measures what a job costs Redis, its submitter and its host, on a Redis and with hosts of its own. */
import { Redis } from 'ioredis';
import { QueueExecutor } from '../../src/index.js';
import { childrenCpuBetween, ownCpuMs, readChildrenCpu } from '../../src/measure/cpu-time.js';
import { trivial } from './task.js';
import type { JobCosts } from './outlook.js';

export interface Round extends JobCosts {
  jobsPerSecond: number;
}

export interface Load {
  jobs: number;
  hosts: number;
  slots: number;
}

/**
 * One round: so many jobs, one for each task, as fast as they go. The idle cost is that of the round's
 * hosts.
 *
 * @param redisUrl of a Redis that is a child of this process and serves nobody else
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

    const idleMs = await idleCost(redis);
    return {
      redisMs: (after.redisThreadMs - before.redisThreadMs) / jobs,
      submitterMs: (after.ownMs - before.ownMs) / jobs,
      hostMs: (childrenMs - (after.redisMs - before.redisMs)) / jobs,
      redisIdleMsPerHostSecond: idleMs / hosts,
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

const IDLE_MS = 5_000;

/** Of all hosts together, ms of Redis's thread in a second. */
async function idleCost(redis: Redis): Promise<number> {
  const before = await readClocks(redis);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const after = await readClocks(redis);
  return ((after.redisThreadMs - before.redisThreadMs) / (after.atMs - before.atMs)) * 1000;
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
