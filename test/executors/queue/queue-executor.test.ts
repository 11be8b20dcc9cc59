/** What a queue promises beyond the contract of every executor: losses, refusals, and what it leaves. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import {
  openExecutor,
  QueueExecutor,
  QueueHost,
  QueueUnavailableError,
  UnknownTaskError,
  wait,
  WorkerLostError,
} from '../../../src/index.js';
import { Gate } from '../../contract/gate.js';
import { collect, errorOf, range } from '../../contract/outcome.js';
import { hold } from '../../fixtures/tasks/gated.js';
import { processId } from '../../fixtures/tasks/lanes.js';
import { identity, square } from '../../fixtures/tasks/plain.js';
import { startHost } from './host-process.js';
import { freePort } from '../../../src/measure/free-port.js';
import { redisMissing, startRedis } from './redis-server.js';
import type { TestRedis } from './redis-server.js';

describe('a queue without a Redis', () => {
  it('cannot be opened, and says why', async () => {
    process.env['REDIS_URL'] = `redis://:s3cret@127.0.0.1:${await freePort()}`;
    await assert.rejects(openExecutor('queue:1'), (error) => {
      assert.ok(error instanceof QueueUnavailableError);
      assert.match(
        error.message,
        /^cannot use the Redis at redis:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/,
      );
      assert.ok(!`${error.stack}`.includes('s3cret'));
      return true;
    });
  });

  it('fails each future with an error of its own, and takes no more', async () => {
    const connection = `redis://127.0.0.1:${await freePort()}`;
    const executor = new QueueExecutor({ connection, inFlight: 1 });
    const futures = [executor.submit(square, 1), executor.submit(square, 2)];
    const errors = await Promise.all(futures.map(errorOf));
    assert.ok(errors.every((error) => error instanceof QueueUnavailableError));
    assert.notEqual(errors[0], errors[1]);
    assert.throws(() => executor.submit(square, 3), QueueUnavailableError);
    await executor.shutdown();
  });
});

describe('a queue', { skip: redisMissing }, () => {
  let redis: TestRedis;
  before(async () => {
    redis = await startRedis();
    process.env['REDIS_URL'] = redis.url;
  });
  after(() => redis.stop());

  it('of its own starts its hosts, spreads tasks over them and leaves nothing behind', async () => {
    const pids = await (async () => {
      await using executor = await openExecutor('queue:2');
      assert.equal(executor.model, 'queue:2');
      assert.equal(executor.stats().workers, 2);
      await using gate = await Gate.open();
      const held = ['a', 'b'].map((label) => executor.submit(hold, gate.port, label));
      await gate.arrived('a', 'b');
      gate.releaseAll();
      await wait(held);
      assert.deepEqual(
        await collect(executor.map(square, range(100))),
        range(100).map((n) => n * n),
      );
      return collect(executor.map(identity, [await executor.submit(processId).result()]));
    })();
    assert.ok(pids.every((pid) => pid !== process.pid));
    const client = new Redis(redis.url);
    assert.deepEqual(await client.keys('*'), []);
    client.disconnect();
  });

  it('fails what a killed host of its own ran, and starts another in its place', async () => {
    await using executor = new QueueExecutor({ localHosts: 1 });
    await using gate = await Gate.open();
    const pid = await executor.submit(processId).result();
    const future = executor.submit(hold, gate.port, 'a');
    await gate.arrived('a');
    process.kill(pid, 'SIGKILL');
    const error = await errorOf(future);
    assert.ok(error instanceof WorkerLostError, String(error));
    assert.equal(error.signal, 'SIGKILL');
    assert.equal(await executor.submit(square, 3).result(), 9);
    assert.deepEqual(gate.arrivals, ['a'], 'the task was not run again');
  });

  it('fails what a lost host of others ran, and others go on', async () => {
    const queue = 'lost-host';
    const hosts = await Promise.all([startHost(redis.url, queue), startHost(redis.url, queue)]);
    await using executor = new QueueExecutor({ queue });
    await executor.ready();
    await using gate = await Gate.open();
    const futures = ['a', 'b'].map((label) => executor.submit(hold, gate.port, label));
    await gate.arrived('a', 'b');
    await hosts[0]?.end('SIGKILL');
    const { done } = await wait(futures, { returnWhen: 'first-exception' });
    assert.equal(done.size, 1);
    for (const future of done) assert.ok((await errorOf(future)) instanceof WorkerLostError);
    gate.releaseAll();
    await wait(futures);
    assert.deepEqual(gate.arrivals.sort(), ['a', 'b'], 'no task was run again');
    await hosts[1]?.end('SIGTERM');
  });

  it('that nobody serves says so', async () => {
    await using executor = new QueueExecutor({ queue: 'nobody' });
    await assert.rejects(executor.ready(), (error) => {
      assert.ok(error instanceof QueueUnavailableError);
      assert.match(error.message, /no host serves the queue 'nobody'/);
      assert.match(error.tries.join(), /worker --queue nobody/);
      return true;
    });
  });

  it('tells a task that its hosts do not know, and what they do', async () => {
    await using host = new QueueHost({
      queue: 'unknown',
      model: 'async-pool:2',
      tasks: { squared: square },
    });
    await host.ready();
    await using executor = new QueueExecutor({ queue: 'unknown' });
    const error = await errorOf(executor.submit(square, 3));
    assert.ok(error instanceof UnknownTaskError);
    assert.match(error.message, /knows no task 'square', but 'squared'/);
  });

  it('takes keys from the tables of both sides', async () => {
    const tasks = { twice: (n: number) => 2 * n };
    await using host = new QueueHost({ queue: 'tables', model: 'async-pool:2', tasks });
    await host.ready();
    assert.equal(host.health().state, 'up');
    await using executor = new QueueExecutor({ queue: 'tables', tasks });
    assert.equal(await executor.submit(tasks.twice, 21).result(), 42);
  });

  it('carries 5 MB each way without keeping them', async () => {
    await using executor = new QueueExecutor({ localHosts: 1 });
    const sent = 'x'.repeat(5 * 2 ** 20);
    assert.equal(await executor.submit(identity, sent).result(), sent);
    const client = new Redis(redis.url);
    const sizes = await Promise.all(
      (await client.keys('*')).map((key) => client.memory('USAGE', key)),
    );
    client.disconnect();
    assert.ok(
      sizes.every((size) => Number(size) < 2 ** 20),
      sizes.join(),
    );
  });

  it('refuses a model that is none for a host', () => {
    assert.throws(() => new QueueHost({ model: 'queue:2', tasks: {} }), { name: 'ModelError' });
    assert.throws(() => new QueueHost({ tasks: { f: () => 1 } }), { name: 'NotPortableError' });
  });

  it('settles every future when Redis is restarted', async () => {
    const own = await startRedis();
    await using executor = new QueueExecutor({
      connection: own.url,
      localHosts: 1,
      concurrency: 2,
    });
    await using gate = await Gate.open();
    const futures = ['a', 'b', 'c'].map((label) => executor.submit(hold, gate.port, label));
    await gate.arrived('a', 'b');
    await own.stop();
    await using again = await startRedis({ port: own.port });
    assert.equal(again.port, own.port);
    gate.releaseAll();
    const errors = await Promise.all(futures.slice(0, 2).map(errorOf));
    assert.ok(
      errors.every((error) => error instanceof WorkerLostError),
      errors.join(),
    );
    assert.equal(await futures[2]?.result(), 'c');
  });
});
