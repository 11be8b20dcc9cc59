/** Submitter and host of different versions: each names both, and what to do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';

import { QueueExecutor, QueueUnavailableError } from '../../../src/index.js';
import { channelsOf, PROTOCOL } from '../../../src/executors/queue/wire.js';
import type { Announcement } from '../../../src/executors/queue/wire.js';
import { square } from '../../fixtures/tasks/plain.js';
import { startHost } from './host-process.js';
import { redisMissing, startRedis } from './redis-server.js';
import type { TestRedis } from './redis-server.js';

const NEWER = PROTOCOL + 1;

describe('sides that speak different versions', { skip: redisMissing }, () => {
  let redis: TestRedis;
  before(async () => (redis = await startRedis()));
  after(() => redis.stop());

  it('find out when the submitter opens the queue', async () => {
    await using host = await newerHost(redis.url, 'newer-host');
    await using executor = new QueueExecutor({ connection: redis.url, queue: 'newer-host' });
    await assert.rejects(executor.ready(), (error) => {
      assert.ok(error instanceof QueueUnavailableError);
      assert.match(
        error.message,
        new RegExp(
          `host ${host.name} speaks version ${NEWER} .*, and this process version ${PROTOCOL}`,
        ),
      );
      assert.match(error.tries.join(), /the same loop-or-pool on both sides/);
      return true;
    });
  });

  it('do not keep a submitter from a host of its own version', async () => {
    await using newer = await newerHost(redis.url, 'both');
    const host = await startHost(redis.url, 'both');
    {
      await using executor = new QueueExecutor({ connection: redis.url, queue: 'both' });
      assert.equal(await executor.submit(square, 3).result(), 9);
      await newer.answered;
      assert.equal(executor.stats().workers, 1);
    }
    await host.end('SIGTERM');
  });

  it('fail a job that came in another version, whatever is in it', async () => {
    const host = await startHost(redis.url, 'newer-job');
    const commands = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = new Queue('newer-job', { connection: commands });
    const reader = new Redis(redis.url, { maxRetriesPerRequest: null });
    const events = new QueueEvents('newer-job', { connection: reader });
    await events.waitUntilReady();
    for (const [data, version] of [
      [{ v: NEWER, args: 'json [1]' }, String(NEWER)],
      [{}, 'undefined'],
    ] as const) {
      const job = await queue.add('square', data);
      await assert.rejects(
        job.waitUntilFinished(events),
        new RegExp(`host ${host.name} speaks version ${PROTOCOL} .*version ${version}`),
      );
    }
    await Promise.all([queue.close(), events.close()]);
    commands.disconnect();
    reader.disconnect();
    await host.end('SIGTERM');
  });
});

interface NewerHost extends AsyncDisposable {
  name: string;
  /** Resolves when it has been asked what it is, and has said so. */
  answered: Promise<unknown>;
}

/** Answers as a host of a newer version would. */
async function newerHost(connection: string, queue: string): Promise<NewerHost> {
  const [listener, commands] = [new Redis(connection), new Redis(connection)];
  const { toHosts, fromHosts } = channelsOf(queue);
  const self: Announcement = { host: 'newer', v: NEWER, slots: 1, isLeaving: false };
  const answered = new Promise((resolve) => {
    listener.on('message', () => resolve(commands.publish(fromHosts, JSON.stringify(self))));
  });
  await listener.subscribe(toHosts);
  return {
    name: self.host,
    answered,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([listener.quit(), commands.quit()]);
    },
  };
}
