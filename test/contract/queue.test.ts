/** The contract on a queue: hosts in processes of their own, one queue for each number of slots. */
import { after, describe } from 'node:test';
import { startHost } from '../executors/queue/host-process.js';
import type { HostProcess } from '../executors/queue/host-process.js';
import { redisMissing, startRedis } from '../executors/queue/redis-server.js';
import { executorContract } from './contract.js';
import { queue, queueWithSlots } from './subjects.js';

if (redisMissing) describe('QueueExecutor', { skip: redisMissing }, () => undefined);
else {
  const redis = await startRedis();
  // The programs of the contract connect there as well.
  process.env['REDIS_URL'] = redis.url;
  const hosts: HostProcess[] = await Promise.all(
    [1, 2, 3, 4].map((slots) => startHost(redis.url, queueWithSlots(slots), `worker-pool:${slots}`)),
  );
  after(async () => {
    await Promise.all(hosts.map((host) => host.end('SIGTERM')));
    await redis.stop();
  });
  executorContract(queue);
}
