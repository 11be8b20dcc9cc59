/** A Redis of its own for a test: on a loopback port, without persistence, gone when it is closed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Certificate } from './certificate.js';
import { freePort } from '../../../src/measure/free-port.js';

/** Why there is none, or false. In CI it must be there. */
export const redisMissing = whyMissing();

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Where it is reached from every network of the machine. */
  readonly socket: string;
  /** Ends it without notice. */
  stop(): Promise<void>;
}

export interface TestRedisOptions {
  /** Default: one that is free. */
  port?: number;
  /** Default: only this machine's own. */
  address?: string;
  password?: string;
  /** It speaks TLS. */
  certificate?: Certificate | undefined;
  /** What to start it with, such as `ip netns exec NAME`. */
  through?: readonly string[];
}

export async function startRedis({
  port = 0,
  address = '127.0.0.1',
  password = '',
  certificate,
  through = [],
}: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-redis-'));
  const chosen = port === 0 ? await freePort() : port;
  const options = ['--bind', address, '--dir', folder, '--save', '', '--appendonly', 'no'];
  const socket = join(folder, 'redis');
  options.push('--unixsocket', socket);
  options.push(...(certificate ? overTls(chosen, certificate) : ['--port', String(chosen)]));
  if (password !== '') options.push('--requirepass', password);
  else options.push('--protected-mode', 'no');
  const [program = '', ...args] = [...through, 'redis-server', ...options];
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const kill = (): void => void server.kill('SIGKILL');
  process.on('exit', kill);
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) break;
  }
  server.stdout.resume();
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `${certificate ? 'rediss' : 'redis'}://${address}:${chosen}`,
    port: chosen,
    socket,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function overTls(port: number, { certificateFile, keyFile }: Certificate): string[] {
  return [
    ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-cert-file', certificateFile, '--tls-key-file', keyFile],
    ...['--tls-ca-cert-file', certificateFile],
  ];
}

function whyMissing(): string | false {
  if (spawnSync('redis-server', ['--version']).error === undefined) return false;
  const reason = 'redis-server is not installed (Debian: redis-server)';
  if (process.env['CI']) throw new Error(reason);
  return reason;
}
