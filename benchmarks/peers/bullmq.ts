/**
 * BullMQ as one would use it by hand for results: a worker in a process of its own, one reader of events,
 * and jobs that are removed as soon as they are done.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';

import { workerFile } from './workers/worker-file.js';

export interface BullMq {
  add(input: number): Promise<number>;
  addBulk(inputs: readonly number[]): Promise<number[]>;
  close(): Promise<void>;
}

const NAME = 'peers';

export async function openBullMq(url: string, concurrency: number): Promise<BullMq> {
  const worker = fork(workerFile('bullmq.js'), [url, NAME, String(concurrency)], { execArgv: [] });
  await once(worker, 'message');
  const connections = [connect(url), connect(url)] as const;
  const queue = new Queue<number>(NAME, {
    connection: connections[0],
    defaultJobOptions: { removeOnComplete: true },
  });
  // From the first one on: reading "from now" begins some time after it says that it is ready.
  const events = new QueueEvents(NAME, { connection: connections[1], lastEventId: '0-0' });
  await events.waitUntilReady();
  const waiting = new Map<string, (result: number) => void>();
  events.on('completed', ({ jobId, returnvalue }) => {
    waiting.get(jobId)?.(Number(returnvalue));
    waiting.delete(jobId);
  });
  let lastId = 0;
  const expect = () => {
    const jobId = `job-${++lastId}`;
    const result = new Promise<number>((resolve) => waiting.set(jobId, resolve));
    return { jobId, result };
  };
  return {
    async add(input) {
      const { jobId, result } = expect();
      await queue.add('task', input, { jobId });
      return result;
    },
    async addBulk(inputs) {
      const expected = inputs.map((input) => ({ input, ...expect() }));
      await queue.addBulk(
        expected.map(({ input, jobId }) => ({ name: 'task', data: input, opts: { jobId } })),
      );
      return Promise.all(expected.map(({ result }) => result));
    },
    async close() {
      const gone = once(worker, 'exit');
      worker.kill();
      await gone;
      await Promise.all([queue.close(), events.close()]);
      connections.forEach((connection) => connection.disconnect());
    },
  };
}

function connect(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null });
}
