import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseRunRecord } from '../../src/record/run-record.js';
import { redisMissing } from '../executors/queue/redis-server.js';
import { CommandLine } from './command-line.js';

const small = ['--processes', '1', '--rounds', '1', '--tasks', '4', '--time-limit', '1h'];
const queued = ['run', 'noop', '--models', 'event-loop,queue:2', ...small, '--formats', 'json'];

/** Node alone: no redis-server can be found, and none answers. */
function withoutRedis(line: CommandLine): Record<string, string> {
  return { PATH: mkdtempSync(join(line.cwd, 'bin-')) };
}

function recordIn(line: CommandLine) {
  const text = readFileSync(join(line.cwd, 'reports/latest/run.json'), 'utf8');
  return parseRunRecord(JSON.parse(text));
}

test(
  'a queue is measured on a Redis of the run, of which nothing is left',
  { skip: redisMissing },
  async (t) => {
    const line = new CommandLine(t);
    const { code, stderr } = await line.run(queued);
    assert.equal(code, 0, stderr);
    const [loop, queue] = recordIn(line).cells;
    assert.equal(queue?.model, 'queue:2');
    assert.equal(queue.processes[0]?.samples.length, 1);
    assert.equal(queue.outputsHash, loop?.outputsHash);
    await line.untilNoneIsLeft();
    assert.deepEqual(line.temporaryFiles(), []);
  },
);

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGKILL', null],
] as const) {
  test(
    `${signal} in the middle of a run leaves no Redis and no host`,
    { skip: redisMissing },
    async (t) => {
      const line = new CommandLine(t);
      const outcome = await line.run([...queued, '--rounds', '1000', '--budget', '1h'], {
        onStart: (child) => void firstRoundKept(line).then(() => child.kill(signal)),
      });
      assert.equal(outcome.code, code, outcome.stderr);
      await line.untilNoneIsLeft();
    },
  );
}

test('without a Redis the queue is left out with the reason, and the rest is kept', async (t) => {
  const line = new CommandLine(t);
  const env = withoutRedis(line);
  const { code, stderr } = await line.run(queued, { env });
  assert.equal(code, 4, stderr);
  const [loop, queue] = recordIn(line).cells;
  assert.equal(loop?.processes[0]?.samples.length, 1);
  assert.equal(queue?.error?.kind, 'unavailable');
  assert.match(queue.error.message, /redis-server is not installed, REDIS_URL is not set/);

  const listing = await line.run(['list'], { env });
  assert.match(listing.stdout, /queue +unavailable: there is no Redis/);
  const examination = await line.run(['doctor'], { env });
  assert.match(examination.stdout, /! queue +there is no Redis/);
});

test('list and doctor say which Redis it would be', { skip: redisMissing }, async (t) => {
  const line = new CommandLine(t);
  const own = await line.run(['list']);
  assert.match(own.stdout, /queue +available; here queue:\d+, on a Redis that the run starts/);
  const { stdout } = await line.run(['doctor']);
  assert.match(stdout, /queue +can be measured on a Redis that the run starts/);

  const env = { REDIS_URL: 'redis://:s3cret@127.0.0.1:1' };
  const given = await line.run(['list'], { env });
  assert.match(given.stdout, /queue +unavailable: cannot use the Redis at redis:\/\/127.0.0.1:1/);
  assert.doesNotMatch(given.stdout, /s3cret/);
});

/** What was measured so far is kept after the first round. */
async function firstRoundKept(line: CommandLine): Promise<void> {
  while (!existsSync(join(line.cwd, 'reports/latest/run.json'))) await sleep(20);
}
