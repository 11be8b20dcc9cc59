import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { parseRunRecord } from '../../src/record/run-record.js';
import { redisMissing, startRedis } from '../executors/queue/redis-server.js';
import { fixture } from '../workload/fixtures.js';
import { CommandLine } from './command-line.js';

const password = 's3cret';
const small = ['--models', 'event-loop,queue:2', '--processes', '1', '--rounds', '1'];
const quick = [...small, '--tasks', '4', '--time-limit', '1h', '--formats', 'json'];

/** A Redis, and a host on it that ends with the test. */
async function startHost(t: TestContext, line: CommandLine, flags: readonly string[] = []) {
  const { port, ...redis } = await startRedis({ password });
  const connection = `redis://:${password}@127.0.0.1:${port}`;
  let ended: Promise<unknown> | undefined;
  await new Promise<void>((resolve) => {
    const args = ['worker', '--connection', connection, '--model', 'worker-pool:2', ...flags];
    ended = line.run(args, {
      onStart(child) {
        child.stderr?.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('serves')) resolve();
        });
        t.after(async () => {
          child.kill('SIGKILL');
          await ended;
          await redis.stop();
        });
      },
    });
  });
  return { connection, port };
}

test(
  'hosts that are there run the tasks, and the record says which',
  { skip: redisMissing },
  async (t) => {
    const line = new CommandLine(t);
    mkdirSync(join(line.cwd, 'work'));
    copyFileSync(fixture('quick.mjs'), join(line.cwd, 'work', 'quick.mjs'));
    const { connection, port } = await startHost(t, line, ['--workloads', 'work']);

    const { code, stderr } = await line.run([
      ...[
        'run',
        'sleep',
        'work/quick.mjs',
        '--param',
        'ms=1',
        '--connection',
        connection,
        ...quick,
      ],
    ]);

    assert.equal(code, 0, stderr);
    const text = readFileSync(join(line.cwd, 'reports/latest/run.json'), 'utf8');
    assert.ok(!text.includes(password) && !stderr.includes(password));
    const record = parseRunRecord(JSON.parse(text));
    assert.deepEqual(record.queue, {
      ...{ host: '127.0.0.1', port, tls: false, hasPassword: true, isOwn: false },
      name: 'loop-or-pool',
    });
    for (const cell of record.cells.filter(({ model }) => model === 'queue:2')) {
      assert.equal(cell.error, null);
      const [host, ...others] = cell.processes[0]?.queue?.hosts ?? [];
      assert.deepEqual(others, []);
      assert.match(host?.name ?? '', new RegExp(`^${hostname()}-\\d+$`));
      assert.deepEqual([host?.machine, host?.model, host?.slots], [hostname(), 'worker-pool:2', 2]);
      const ofLoop = record.cells.find(({ id }) => id === `${cell.workload.key}/event-loop`);
      assert.equal(cell.outputsHash, ofLoop?.outputsHash);
    }
  },
);

test(
  'a host without the workload is told, and what it lacks',
  { skip: redisMissing },
  async (t) => {
    const line = new CommandLine(t);
    const { connection } = await startHost(t, line);
    const { code, stderr } = await line.run([
      ...['run', fixture('quick.mjs'), '--connection', connection, ...quick],
    ]);
    assert.equal(code, 4, stderr);
    assert.match(
      stderr,
      /failed quick\/queue:2: UnknownTaskError: host .* knows no task 'timed quick'/,
    );
  },
);

test(
  'a queue that no host serves, or a wrong password, is told without the password',
  { skip: redisMissing },
  async (t) => {
    const line = new CommandLine(t);
    await using redis = await startRedis({ password });
    const run = (key: string) =>
      line.run([
        'run',
        'noop',
        '--connection',
        `redis://:${key}@127.0.0.1:${redis.port}`,
        ...quick,
      ]);
    const unserved = await run(password);
    assert.equal(unserved.code, 4, unserved.stderr);
    assert.match(unserved.stderr, /no host serves the queue 'loop-or-pool'/);
    const refused = await run('wr0ng');
    assert.equal(refused.code, 4, refused.stderr);
    assert.match(refused.stderr, /WRONGPASS/);
    for (const secret of [password, 'wr0ng']) {
      assert.ok(!`${unserved.stderr}${refused.stderr}`.includes(secret));
    }
  },
);

test('a name of a queue without its Redis, and what is no URL, are mistakes', async (t) => {
  const line = new CommandLine(t);
  const nameless = await line.run(['run', 'noop', '--queue', 'mine', ...quick]);
  assert.deepEqual([nameless.code, /needs --connection/.test(nameless.stderr)], [2, true]);
  const wrong = await line.run(['run', 'noop', '--connection', `http://${password}@x`, ...quick]);
  assert.equal(wrong.code, 2, wrong.stderr);
  assert.ok(!wrong.stderr.includes(password));
});
