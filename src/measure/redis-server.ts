/**
 * A Redis of a run's own: on this machine only, on a free port, with a password that nobody else
 * knows, without persistence, so that it leaves no file behind. It ends with the run, however that ends.
 */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { watchOver } from '../workload/warden.js';
import { freePort } from './free-port.js';

export interface RedisServer extends AsyncDisposable {
  /** URL with its password. */
  connection: string;
  [Symbol.asyncDispose](): Promise<void>;
}

type ServerProcess = ChildProcessByStdio<Writable, Readable, null>;

const PROGRAM = 'redis-server';
/** Another program may take the port between the choice and the start. */
const ATTEMPTS = 3;

/** Where the program is, or undefined if it is not installed. */
export function findRedisServer(searchPath = process.env['PATH'] ?? ''): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, PROGRAM))
    .find(isExecutable);
}

/** @throws {Error} with its last words, if it does not come up. */
export async function startRedisServer(program: string): Promise<RedisServer> {
  let lastWords = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [port, password] = [await freePort(), randomUUID()];
    const server = start(program, port, password);
    const unwatch = server.pid === undefined ? undefined : watchOver(server.pid);
    const kill = () => void server.kill('SIGKILL');
    process.once('exit', kill);
    const ended = once(server, 'close').catch(() => undefined);
    void ended.then(() => {
      process.off('exit', kill);
      unwatch?.();
    });
    lastWords = await untilUp(server);
    if (lastWords === '') {
      return {
        connection: `redis://:${password}@127.0.0.1:${port}`,
        async [Symbol.asyncDispose]() {
          kill();
          await ended;
        },
      };
    }
  }
  throw new Error(`${program} does not start: ${lastWords}`);
}

/** In a process group of its own: Ctrl-C in a terminal must not end it before the run. */
function start(program: string, port: number, password: string): ServerProcess {
  const server = spawn(program, ['-'], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  // By its standard input, as everyone may read the arguments of a process.
  const settings = {
    ...{ port, bind: '127.0.0.1', requirepass: password, dir: JSON.stringify(tmpdir()) },
    ...{ save: '""', appendonly: 'no', daemonize: 'no' },
  };
  server.stdin.on('error', () => undefined);
  server.stdin.end(
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  return server;
}

/** Resolves with the last line of a server that has ended, or with nothing of one that is up. */
async function untilUp(server: ServerProcess): Promise<string> {
  let last = 'it ended without a word';
  server.on('error', ({ message }) => (last = message));
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return '';
    }
    if (line.trim() !== '') last = line;
  }
  return last;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
