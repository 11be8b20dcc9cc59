import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectRedis, withoutSecrets } from '../../src/executors/queue/redis.js';
import { findRedisServer, startRedisServer } from '../../src/measure/redis-server.js';
import { redisMissing } from '../executors/queue/redis-server.js';

const program = findRedisServer() ?? '';

test('the program is the first of the search path that can be run', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'search-path-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'redis-server');
  writeFileSync(file, '');
  const path = ['', '/nowhere', folder].join(delimiter);
  chmodSync(file, 0o644);
  assert.equal(findRedisServer(path), undefined);
  chmodSync(file, 0o755);
  assert.equal(findRedisServer(path), file);
});

test('a program that ends is told of with its last words', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'no-redis-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'redis-server');
  writeFileSync(file, '#!/bin/sh\necho sorry\nexit 1\n', { mode: 0o755 });
  await assert.rejects(startRedisServer(file), /does not start: sorry/);
});

test(
  'it answers who knows its password, keeps nothing, and is gone when closed',
  { skip: redisMissing },
  async () => {
    const server = await startRedisServer(program);
    const redis = await connectRedis(server.connection);
    assert.deepEqual(await redis.config('GET', 'save'), ['save', '']);
    assert.deepEqual(await redis.config('GET', 'appendonly'), ['appendonly', 'no']);
    assert.deepEqual(await redis.config('GET', 'bind'), ['bind', '127.0.0.1']);
    redis.disconnect();
    await assert.rejects(connectRedis(withoutSecrets(server.connection)), /NOAUTH/);
    await server[Symbol.asyncDispose]();
    await untilFree(portOf(server.connection));
  },
);

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`it is gone when its run was ended by ${signal}`, { skip: redisMissing }, async () => {
    const child = fork(new URL('./redis-in-child.js', import.meta.url), [program]);
    const [connection] = (await once(child, 'message')) as [string];
    child.kill(signal);
    await once(child, 'exit');
    await untilFree(portOf(connection));
  });
}

function portOf(connection: string): number {
  return Number(new URL(connection).port);
}

/** Resolves when nobody listens on the port; the runner's time limit ends a test in which one does. */
async function untilFree(port: number): Promise<void> {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) return;
    await sleep(50);
  }
}
