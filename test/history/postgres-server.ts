/** A PostgreSQL server of its own for a test: a new cluster on a loopback port, gone when the test ends. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { freePort } from '../../src/measure/free-port.js';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** Why there is none, or false. */
export const postgresMissing =
  binFolder() === undefined ? 'PostgreSQL is not installed (Debian: postgresql)' : false;

/** @returns the URL of an empty database */
export async function startPostgres(test: TestContext): Promise<string> {
  const bin = binFolder() ?? '';
  const owner = serverUser();
  const data = mkdtempSync(join(tmpdir(), 'loop-or-pool-postgres-'));
  if (owner) chownSync(data, owner.uid, owner.gid);
  const options = { ...owner, cwd: data };
  const initdb = ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), initdb, { ...options, stdio: 'ignore' });

  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, 'fsync=off'];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  test.after(async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes('ready to accept connections')) break;
  }
  server.stderr.resume();
  return `postgres://tester:secret@127.0.0.1:${port}/postgres`;
}

function binFolder(): string | undefined {
  if (!existsSync(DEBIAN_FOLDER)) return undefined;
  return readdirSync(DEBIAN_FOLDER)
    .map((version) => join(DEBIAN_FOLDER, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** The server refuses to run as root. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}
