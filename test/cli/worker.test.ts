import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';

import { QueueExecutor, WorkerLostError } from '../../src/index.js';
import { Gate } from '../contract/gate.js';
import { errorOf } from '../contract/outcome.js';
import { makeCertificate, openSslMissing } from '../executors/queue/certificate.js';
import { freePort } from '../../src/measure/free-port.js';
import { redisMissing, startRedis } from '../executors/queue/redis-server.js';
import { CommandLine, repositoryRoot } from './command-line.js';
import type { Outcome } from './command-line.js';

const served = join(repositoryRoot, 'test', 'fixtures', 'served');
/** Never called here: it stands for the workload of that name at the host. */
const gated = (stop: { port: number; label: string }): string => stop.label;

describe('a worker', { skip: redisMissing }, () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`finishes on ${signal} what it has begun, takes nothing new, and ends with 0`, async (t) => {
      await using redis = await startRedis();
      await using gate = await Gate.open();
      const worker = startWorker(t, ['--connection', redis.url, '--queue', 'drained']);
      await worker.wrote(/^up: 0 of 1 slots busy, 0 jobs done, 0 failed$/);
      await using executor = new QueueExecutor({
        connection: redis.url,
        queue: 'drained',
        tasks: { gated },
        inFlight: 2,
      });
      const begun = executor.submit(gated, { port: gate.port, label: 'begun' });
      const waiting = executor.submit(gated, { port: gate.port, label: 'waiting' });
      await gate.arrived('begun');

      worker.child.kill(signal);
      await worker.wrote(/^finishing what has begun/);
      gate.releaseAll();

      assert.equal(await begun.result(), 'begun');
      const { code, stdout, stderr } = await worker.outcome;
      assert.equal(code, 0, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /^closed: 0 of 1 slots busy, 1 jobs done, 0 failed$/m);
      assert.ok((await errorOf(waiting)) instanceof WorkerLostError);
      assert.deepEqual(gate.arrivals, ['begun']);
    });
  }

  it('leaves what waits on the queue to the others', async (t) => {
    await using redis = await startRedis();
    await using gate = await Gate.open();
    const connection = ['--connection', redis.url];
    const first = startWorker(t, connection);
    await first.wrote(/^up: /);
    await using executor = new QueueExecutor({
      connection: redis.url,
      tasks: { gated },
      inFlight: 2,
    });
    const futures = ['a', 'b'].map((label) => executor.submit(gated, { port: gate.port, label }));
    await gate.arrived('a');
    const second = startWorker(t, connection);

    await gate.arrived('b');
    first.child.kill('SIGTERM');
    await first.wrote(/^finishing what has begun/);
    gate.releaseAll();

    assert.deepEqual(await Promise.all(futures.map((future) => future.result())), ['a', 'b']);
    assert.equal((await first.outcome).code, 0);
    second.child.kill('SIGTERM');
    assert.equal((await second.outcome).code, 0);
  });

  it('ends with 4 where the password is wrong, and does not tell it', async (t) => {
    await using redis = await startRedis({ password: 'right' });
    const connection = redis.url.replace('//', '//:s3cret@');
    const { code, stdout, stderr } = await startWorker(t, ['--connection', connection]).outcome;
    assert.equal(code, 4, stderr);
    assert.match(stderr, /cannot use the Redis at redis:\/\/127\.0\.0\.1:\d+.*: WRONGPASS/);
    assert.ok(!`${stdout}${stderr}`.includes('s3cret'));
  });

  it('talks TLS with a Redis whose certificate it trusts', { skip: openSslMissing }, async (t) => {
    using certificate = makeCertificate();
    await using redis = await startRedis({ password: 's3cret', certificate });
    const connection = redis.url.replace('//', '//:s3cret@');

    const stranger = await startWorker(t, ['--connection', connection]).outcome;
    assert.equal(stranger.code, 4, stranger.stderr);
    assert.match(stranger.stderr, /self-signed certificate/);

    const env = { NODE_EXTRA_CA_CERTS: certificate.certificateFile };
    const worker = startWorker(t, ['--connection', connection], env);
    await worker.wrote(/^up: /);
    worker.child.kill('SIGTERM');
    const outcome = await worker.outcome;
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.ok(!`${stranger.stderr}${outcome.stderr}${outcome.stdout}`.includes('s3cret'));
  });
});

describe('a worker without a Redis', () => {
  it('ends with 4, says where it looked, and not with which password', async (t) => {
    const connection = `redis://:s3cret@127.0.0.1:${await freePort()}`;
    const { code, stderr } = await startWorker(t, ['--connection', connection]).outcome;
    assert.equal(code, 4, stderr);
    assert.match(stderr, /cannot use the Redis at redis:\/\/127\.0\.0\.1:\d+.*ECONNREFUSED/);
    assert.match(stderr, /QUEUE_UNAVAILABLE/);
    assert.ok(!stderr.includes('s3cret'));
  });

  for (const [flag, value, message] of [
    ['--connection', 'http://:s3cret@localhost', /connection: expected a URL such as redis:/],
    ['--queue', 'a:b', /queue: expected a name without ':'/],
    ['--model', 'queue:2', /a host cannot run its jobs on 'queue:2'/],
    ['--workloads', './missing', /missing/],
  ] as const) {
    it(`refuses ${flag} ${value.replace(':s3cret@', '')} with 2`, async (t) => {
      const line = new CommandLine(t);
      const { code, stderr } = await line.run(['worker', flag, value]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n +at |s3cret/);
    });
  }
});

interface Worker {
  child: ChildProcess;
  /** Resolves when it writes such a line. */
  wrote(line: RegExp): Promise<void>;
  outcome: Promise<Outcome>;
}

function startWorker(
  test: TestContext,
  flags: readonly string[],
  env: Record<string, string> = {},
): Worker {
  const line = new CommandLine(test);
  let child: ChildProcess | undefined;
  const outcome = line.run(
    ['worker', '--model', 'worker-pool:1', '--workloads', served, ...flags],
    {
      env,
      onStart: (started) => (child = started),
    },
  );
  if (!child?.stderr) throw new Error('the worker has nothing to read from');
  const lines: string[] = [];
  const reader = createInterface(child.stderr).on('line', (text) => lines.push(text));
  return {
    child,
    outcome,
    async wrote(wanted) {
      const ended = outcome.then(({ stderr }) => stderr);
      while (!lines.some((text) => wanted.test(text))) {
        const next = await Promise.race([once(reader, 'line'), ended]);
        if (typeof next === 'string') throw new Error(`no line of ${wanted} in\n${next}`);
      }
    },
  };
}
