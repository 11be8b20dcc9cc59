/** The contract on a queue: hosts in processes of their own, one queue for each number of slots. */
import { after, before, describe } from 'node:test';
import { startHost } from '../executors/queue/host-process.js';
import type { HostProcess } from '../executors/queue/host-process.js';
import { redisMissing, startRedis } from '../executors/queue/redis-server.js';
import type { TestRedis } from '../executors/queue/redis-server.js';
import { executorContract } from './contract.js';
import { queue, queueWithSlots } from './subjects.js';

describe('a queue on a Redis', { skip: redisMissing }, () => {
  let redis: TestRedis;
  let hosts: HostProcess[];

  before(async () => {
    redis = await startRedis();
    // The programs of the contract connect there as well.
    process.env['REDIS_URL'] = redis.url;
    hosts = await Promise.all(
      [1, 2, 3, 4].map((slots) =>
        startHost(redis.url, queueWithSlots(slots), `worker-pool:${slots}`),
      ),
    );
  });

  after(async () => {
    await Promise.all(hosts.map((host) => host.end('SIGTERM')));
    await redis.stop();
  });

  executorContract(queue);
});
