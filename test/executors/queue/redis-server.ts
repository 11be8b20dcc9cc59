/** A Redis of its own for a test: on a loopback port, without persistence, gone when it is closed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Why there is none, or false. In CI it must be there. */
export const redisMissing = whyMissing();

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Ends it without notice. */
  stop(): Promise<void>;
}

export async function startRedis({
  port = 0,
  password = '',
}: { port?: number; password?: string } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-redis-'));
  const chosen = port === 0 ? await freePort() : port;
  const options = ['--port', String(chosen), '--bind', '127.0.0.1', '--dir', folder];
  options.push('--save', '', '--appendonly', 'no');
  if (password !== '') options.push('--requirepass', password);
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  server.stdout.resume();
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A port on which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function whyMissing(): string | false {
  if (spawnSync('redis-server', ['--version']).error === undefined) return false;
  const reason = 'redis-server is not installed (Debian: redis-server)';
  if (process.env['CI']) throw new Error(reason);
  return reason;
}
