import { spawn } from 'node:child_process';
import { BrokenBuildError } from './version-error.js';

const hasProcessGroups = process.platform !== 'win32';
/** The end of what a command wrote tells best why it failed. */
const KEPT_LINES = 15;
const KEPT_CHARACTERS = 4_000;

/**
 * Runs a command line in a shell, to its end; an abort ends it with all that it has started.
 *
 * @throws {BrokenBuildError} if it fails, with the end of what it wrote
 */
export async function runCommand(
  command: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(command, {
    cwd: folder,
    shell: true,
    detached: hasProcessGroups,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  const keep = (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-KEPT_CHARACTERS));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => killGroup(child.pid);
  signal?.addEventListener('abort', kill, { once: true });
  process.once('exit', kill);
  try {
    const how = await new Promise<string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, name) => resolve(name ?? String(code)));
    });
    signal?.throwIfAborted();
    if (how !== '0')
      throw new BrokenBuildError(`'${command}' ended with ${how}:\n${lastLines(tail)}`);
  } finally {
    process.off('exit', kill);
    signal?.removeEventListener('abort', kill);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(hasProcessGroups ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}

function lastLines(text: string): string {
  const lines = text.trim().split('\n').slice(-KEPT_LINES);
  return lines.map((line) => `  ${line}`).join('\n');
}
