import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { startFlagServer } from '../../../workloads/flags/start-server.js';

test('a flag that does not exist is answered with 404', async () => {
  const server = await startFlagServer(0);
  const response = await fetch(`${server.origin}/flags/XX.png`);
  assert.equal(response.status, 404);
  assert.equal(await response.text(), 'no flag at /flags/XX.png\n');
  await server.stop();
});

test('the server outlives an interrupt and ends with a parent that was killed', async () => {
  const startUrl = new URL('../../../workloads/flags/start-server.js', import.meta.url);
  const script = `
    import { startFlagServer } from '${startUrl}';
    process.on('SIGINT', () => process.send('interrupted'));
    process.send((await startFlagServer(0)).origin);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const endedEarly = once(parent, 'exit').then(() => assert.fail('the parent ended early'));
  const [origin] = (await Promise.race([once(parent, 'message'), endedEarly])) as [string];

  process.kill(-parent.pid!, 'SIGINT');
  const [answer] = (await Promise.race([once(parent, 'message'), endedEarly])) as [string];
  assert.equal(answer, 'interrupted');
  assert.equal((await fetch(`${origin}/flags/FR.png`)).status, 200);

  parent.kill('SIGKILL');
  await assert.rejects(endedEarly);
  while (await isListening(origin)) await setImmediate();
});

async function isListening(origin: string): Promise<boolean> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const isConnected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isConnected;
}
