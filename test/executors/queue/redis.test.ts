import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { QueueUnavailableError } from '../../../src/index.js';
import {
  checkConnection,
  connectRedis,
  withoutSecrets,
} from '../../../src/executors/queue/redis.js';
import { freePort } from '../../../src/measure/free-port.js';
import { redisMissing, startRedis } from './redis-server.js';

describe('a connection to Redis', () => {
  it('is a URL', () => {
    assert.equal(checkConnection('rediss://a.example:6380/2'), 'rediss://a.example:6380/2');
    for (const wrong of ['localhost', 'http://localhost', '', 7, undefined]) {
      assert.throws(() => checkConnection(wrong), { name: 'TypeError', message: /^connection: / });
    }
  });

  it('is shown without user, password and query', () => {
    assert.equal(
      withoutSecrets('rediss://user:s3cret@a.example:6380/2?token=s3cret'),
      'rediss://a.example:6380/2',
    );
  });

  it('fails where nobody listens, and says what to try', async () => {
    const url = `redis://:s3cret@127.0.0.1:${await freePort()}`;
    await assert.rejects(connectRedis(url), (error) => {
      assert.ok(error instanceof QueueUnavailableError);
      assert.match(error.message, /ECONNREFUSED/);
      assert.ok(!inspect(error, { depth: Infinity, showHidden: true }).includes('s3cret'));
      assert.ok(error.tries.length > 0);
      return true;
    });
  });

  it('fails with a wrong password, which it does not tell', { skip: redisMissing }, async () => {
    await using redis = await startRedis({ password: 'right' });
    for (const url of [
      redis.url.replace('//', '//:s3cret@'),
      redis.url.replace('//', '//someone:s3cret@'),
      redis.url,
    ]) {
      await assert.rejects(connectRedis(url), (error) => {
        assert.ok(error instanceof QueueUnavailableError);
        assert.match(error.message, /WRONGPASS|NOAUTH/);
        assert.ok(!inspect(error, { depth: Infinity, showHidden: true }).includes('s3cret'));
        return true;
      });
    }
    (await connectRedis(redis.url.replace('//', '//:right@'))).disconnect();
  });
});
