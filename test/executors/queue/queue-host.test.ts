import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redis } from 'ioredis';

import { QueueExecutor, QueueHost, WorkerLostError } from '../../../src/index.js';
import { errorOf, nextTurn } from '../../contract/outcome.js';
import { redisMissing, startRedis } from './redis-server.js';

describe('a host of a queue', { skip: redisMissing }, () => {
  it('takes nothing from the moment it is closed, even if Redis is slow to hear of it', async (t) => {
    await using redis = await startRedis();
    const client = new Redis(redis.url);
    t.after(() => client.disconnect());
    const begun: string[] = [];
    let letGo = (): void => undefined;
    const opened = new Promise<void>((resolve) => (letGo = resolve));
    const held = (label: string): Promise<void> => {
      begun.push(label);
      return opened;
    };
    const place = { connection: redis.url, tasks: { held } };
    await using host = new QueueHost({ ...place, model: 'async-pool:1' });
    await host.ready();
    await using executor = new QueueExecutor({ ...place, inFlight: 2 });
    const [first, second] = [executor.submit(held, 'first'), executor.submit(held, 'second')];
    while (begun.length < 1 || executor.stats().pending > 0) await nextTurn();

    // What writes, such as the word that a host leaves, waits until Redis goes on.
    await client.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    const closed = host.close();
    letGo();
    while (host.health().finished < 1) await nextTurn();
    await nextTurn();
    await client.call('CLIENT', 'UNPAUSE');

    await first.result();
    await closed;
    assert.ok((await errorOf(second)) instanceof WorkerLostError);
    assert.deepEqual(begun, ['first']);
  });
});
