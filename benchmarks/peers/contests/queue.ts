/** Trivial tasks as jobs of a queue: beside BullMQ, which is what our queue is made of. */
import { QueueExecutor } from 'loop-or-pool';
import type { MapOptions } from 'loop-or-pool';

import type { Contest, Contestant } from '../contest.js';
import { keeping } from '../in-flight.js';
import { inTurn } from '../in-turn.js';
import { openBullMq } from '../bullmq.js';
import { redisMissing, startRedis } from '../redis.js';
import { sum } from '../sum.js';
import { identity } from '../workers/task.js';

/** Jobs at a time in the one process that works. */
const SLOTS = 50;
/** Jobs that BullMQ is given at once, with the next so many on their way. */
const BULK = 500;

export const queue: Contest = {
  title: 'Queue: trivial jobs, one process that runs 50 at a time',
  cost: 'us per task',
  tasks: 5_000,
  missing: redisMissing,
  resultOf: (input) => input,
  contestants: {
    'BullMQ add, 50 in flight': () => bullMqAdd(50),
    'BullMQ addBulk of 500': bullMqBulk,
    'loop-or-pool submit, 50 in flight': () => ours((executor) => keeping(50, oneByOne(executor))),
    'loop-or-pool map, one job for each task': oursMapByOne,
    'loop-or-pool map': oursMap,
  },
  targets: [
    {
      ours: 'loop-or-pool map, one job for each task',
      peer: 'BullMQ addBulk of 500',
      atMost: 1.11,
    },
    { ours: 'loop-or-pool map', peer: 'BullMQ addBulk of 500', atMost: 0.2 },
    {
      ours: 'loop-or-pool submit, 50 in flight',
      peer: 'BullMQ add, 50 in flight',
      atMost: 1.11,
    },
  ],
};

export const queueInTurn: Contest = inTurnContest('median', 0.5, 1.1);
export const queueInTurnTail: Contest = inTurnContest('99th percentile', 0.99, 1.5);

function inTurnContest(what: string, quantile: number, atMost: number): Contest {
  return {
    title: `Queue: one job in flight, ${what}`,
    cost: 'us',
    tasks: 1_000,
    missing: redisMissing,
    resultOf: (input) => input,
    contestants: {
      BullMQ: async () => {
        const redis = await startRedis();
        const { add, close } = await openBullMq(redis.url, SLOTS);
        return inTurn(quantile, add, () => close().then(redis.stop));
      },
      'loop-or-pool submit': () => ours((executor) => inTurn(quantile, oneByOne(executor))),
    },
    targets: [{ ours: 'loop-or-pool submit', peer: 'BullMQ', atMost }],
  };
}

async function bullMqAdd(inFlight: number): Promise<Contestant> {
  const redis = await startRedis();
  const { add, close } = await openBullMq(redis.url, SLOTS);
  return keeping(inFlight, add, () => close().then(redis.stop));
}

async function bullMqBulk(): Promise<Contestant> {
  const redis = await startRedis();
  const { addBulk, close } = await openBullMq(redis.url, SLOTS);
  return {
    async runBatch(inputs) {
      const starts = Array.from({ length: Math.ceil(inputs.length / BULK) }, (_, n) => n * BULK);
      const waiting = starts.values();
      let total = 0;
      const lane = async () => {
        for (const start of waiting) {
          const results = await addBulk(inputs.slice(start, start + BULK));
          total += sum(results);
        }
      };
      await Promise.all([lane(), lane()]);
      return total;
    },
    close: () => close().then(redis.stop),
  };
}

/** As many jobs on the queue as BullMQ is given. */
function oursMapByOne(): Promise<Contestant> {
  return ours((executor) => mapping(executor, { chunkSize: 1 }), 2 * BULK);
}

function oursMap(): Promise<Contestant> {
  return ours((executor) => mapping(executor, {}));
}

function mapping(executor: QueueExecutor, options: MapOptions): Contestant {
  return {
    runBatch: async (inputs) => sum(await executor.map(identity, inputs, options).toArray()),
  };
}

async function ours(
  play: (executor: QueueExecutor) => Contestant,
  inFlight?: number,
): Promise<Contestant> {
  const redis = await startRedis();
  const executor = new QueueExecutor({
    connection: redis.url,
    localHosts: 1,
    concurrency: SLOTS,
    ...(inFlight !== undefined && { inFlight }),
  });
  await executor.ready();
  return { ...play(executor), close: () => executor.shutdown().then(redis.stop) };
}

function oneByOne(executor: QueueExecutor): (input: number) => Promise<number> {
  return (input) => executor.submit(identity, input).result();
}
