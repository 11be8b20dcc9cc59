/** Who submitted is gone without a word: what was on the queue is run or dropped, and nothing piles up. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

import { Gate } from '../../contract/gate.js';
import { startHost } from './host-process.js';
import { LARGE } from './large-label.js';
import { redisMissing, startRedis } from './redis-server.js';

const program = fileURLToPath(new URL('./programs/submitter.js', import.meta.url));

describe('a submitter that is killed', { skip: redisMissing }, () => {
  it('leaves to the hosts what is on the queue, and they finish it', async () => {
    await using redis = await startRedis();
    const queue = 'left';
    const hosts = await Promise.all([startHost(redis.url, queue), startHost(redis.url, queue)]);
    await using gate = await Gate.open();

    await killedAtGate(gate, redis.url, queue);
    await untilAdded(redis.url, queue, 4);
    gate.releaseAll();
    await gate.arrived('0', LARGE, '2', '3');

    await untilFinished(redis.url, queue, 4);
    assert.equal(gate.arrivals.length, 4, 'what the submitter still had is gone with it');
    await Promise.all(hosts.map((host) => host.end('SIGTERM')));
    const { unfinished, immortal } = await leftIn(redis.url, queue);
    assert.deepEqual(unfinished, []);
    assert.deepEqual(immortal, []);
  });

  it('takes its own hosts and its queue along', async () => {
    await using redis = await startRedis();
    await using gate = await Gate.open();
    await killedAtGate(gate, redis.url, '');
    await gate.isEmpty();
    const client = new Redis(redis.url);
    while ((await client.dbsize()) > 0) await sleep(20);
    while (((await client.client('LIST')) as string).trim().split('\n').length > 1) await sleep(20);
    client.disconnect();
  });
});

/** Resolves when two of its tasks have been begun and it is gone. */
async function killedAtGate(gate: Gate, connection: string, queue: string): Promise<void> {
  const submitter = fork(program, [connection, queue, String(gate.port)]);
  await gate.arrivedCount(2);
  if (queue !== '') await untilAdded(connection, queue, 4);
  const gone = once(submitter, 'exit');
  submitter.kill('SIGKILL');
  await gone;
}

function untilAdded(connection: string, queue: string, jobs: number): Promise<void> {
  return untilCounted(connection, queue, ['waiting', 'active', 'completed'], jobs);
}

function untilFinished(connection: string, queue: string, jobs: number): Promise<void> {
  return untilCounted(connection, queue, ['completed', 'failed'], jobs);
}

async function untilCounted(
  connection: string,
  name: string,
  states: ('waiting' | 'active' | 'completed' | 'failed')[],
  jobs: number,
): Promise<void> {
  const client = new Redis(connection, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection: client });
  while ((await queue.getJobCountByTypes(...states)) < jobs) await sleep(20);
  await queue.close();
  client.disconnect();
}

/** Keys of jobs that are not over, and of values beside a job that never expire. */
async function leftIn(
  connection: string,
  queue: string,
): Promise<{ unfinished: string[]; immortal: string[] }> {
  const client = new Redis(connection);
  const keys = await client.keys(`bull:${queue}:*`);
  const unfinished = keys.filter((key) => /:(wait|active|.*:lock)$/.test(key));
  const immortal: string[] = [];
  for (const key of keys.filter((name) => name.includes(':parcel:'))) {
    if ((await client.ttl(key)) <= 0) immortal.push(key);
  }
  client.disconnect();
  return { unfinished, immortal };
}
