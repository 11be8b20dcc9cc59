import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { EventReader } from '../../../src/executors/queue/event-reader.js';
import { openLinks } from '../../../src/executors/queue/links.js';
import { redisMissing, startRedis } from './redis-server.js';
import type { TestRedis } from './redis-server.js';

describe('a reader of events', { skip: redisMissing }, () => {
  let redis: TestRedis;
  before(async () => (redis = await startRedis()));
  after(() => redis.stop());

  it('has told all that had happened when it was asked to catch up', async () => {
    const links = await openLinks(redis.url);
    const told: string[] = [];
    const reader = await EventReader.open(links, 'events', ({ number = '' }) => told.push(number));
    const numbers = Array.from({ length: 2_500 }, (_, at) => String(at));
    const adding = links.commands.pipeline();
    for (const number of numbers) adding.xadd('events', '*', 'number', number);
    await adding.exec();
    await reader.caughtUp();
    assert.deepEqual(told, numbers);
    await reader.caughtUp();
    reader.close();
    links.close();
  });

  it('has nothing to catch up with where there are no events', async () => {
    const links = await openLinks(redis.url);
    const reader = await EventReader.open(links, 'nothing', () => assert.fail('told of something'));
    await reader.caughtUp();
    reader.close();
    links.close();
  });
});
