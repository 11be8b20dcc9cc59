import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { tradeoffRun } from '../report/sample-run.js';
import { eventsOf, request } from '../serve/a-server.js';
import { CommandLine } from './command-line.js';

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`serve prints its address, and ends with ${signal} while a page listens`, async (t) => {
    const line = new CommandLine(t);
    const folder = join(line.cwd, 'reports', 'a');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(tradeoffRun().record));

    const { code, stdout, stderr } = await line.run(['serve'], {
      onStart: (child) => void listenThen(child, () => child.kill(signal)),
    });

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/\n$/);
    assert.match(stderr, /Ctrl-C ends it/);
    await line.untilNoneIsLeft();
  });
}

test('a port that is taken is told, and a history that is missing', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;

  const onTaken = await new CommandLine(t).run(['serve', '--port', String(port)]);
  const onMissing = await new CommandLine(t).run(['serve', '--history', './none.db']);

  assert.deepEqual([onTaken.code, onMissing.code], [2, 2]);
  assert.match(onTaken.stderr, /\[EADDRINUSE\]/);
  assert.match(onMissing.stderr, /no history at \.\/none\.db/);
});

/** Opens the first page and its events, as a browser would. */
async function listenThen(child: ChildProcess, act: () => void): Promise<void> {
  const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const url = chunk.toString().trim();
  assert.match((await request(url)).text, /1 run/);
  const events = eventsOf(`${url}events`);
  await events.next();
  act();
  // The server ends the connection.
  await events.next().catch(() => undefined);
}
