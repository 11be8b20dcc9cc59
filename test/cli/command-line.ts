/**
 * Runs the command line as its users do, in a process with folders of its own, and counts what it
 * leaves behind: every descendant inherits a mark in its environment, every temporary file lies in
 * a folder made for this one call.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
const main = join(repositoryRoot, 'dist', 'src', 'main.js');

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CommandLineOptions {
  env?: Record<string, string>;
  nodeFlags?: string[];
  /** Called with the process as soon as it has been started. */
  onStart?: (child: ChildProcess) => void;
}

export class CommandLine {
  /** Working folder of the calls; reports go to `reports/` in it. */
  readonly cwd: string;
  readonly #mark = randomUUID();
  readonly #temporary: string;
  readonly #base: string;

  /** Its folders are removed when the test ends. */
  constructor(test: TestContext) {
    this.#base = mkdtempSync(join(tmpdir(), 'loop-or-pool-test-'));
    this.cwd = mkdtempSync(join(this.#base, 'work-'));
    this.#temporary = mkdtempSync(join(this.#base, 'tmp-'));
    test.after(() => rmSync(this.#base, { recursive: true, force: true }));
  }

  run(args: readonly string[], options: CommandLineOptions = {}): Promise<Outcome> {
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), main, ...args], {
      cwd: this.cwd,
      env: { ...this.#environment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    options.onStart?.(child);
    const outcome = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (outcome.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (outcome.stderr += chunk.toString()));
    return new Promise((resolve) =>
      child.on('close', (code, signal) => resolve({ ...outcome, code, signal })),
    );
  }

  /**
   * Resolves when every process that a call has started is gone; the runner's time limit ends a test
   * in which they never go. Sees them on Linux only.
   */
  async untilNoneIsLeft(): Promise<void> {
    while (this.#hasDescendants()) await sleep(20);
  }

  /** What lies in the folder for temporary files. */
  temporaryFiles(): string[] {
    return readdirSync(this.#temporary);
  }

  #hasDescendants(): boolean {
    if (!existsSync('/proc/self/environ')) return false;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => contentOf(`/proc/${pid}/environ`).includes(this.#mark));
  }

  #environment(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    return {
      PATH,
      HOME,
      TMPDIR: this.#temporary,
      XDG_CACHE_HOME: join(this.#base, 'cache'),
      LOOP_OR_POOL_TEST_MARK: this.#mark,
    };
  }
}

/** Empty if the process has ended in the meantime. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
