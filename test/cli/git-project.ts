/** A project under git, as a user has it: files, commits, nothing installed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { CommandLine } from './command-line.js';
import type { CommandLineOptions } from './command-line.js';

export class GitProject {
  readonly line: CommandLine;

  /** Its folder is removed when the test ends. */
  constructor(test: TestContext) {
    this.line = new CommandLine(test);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.line.cwd, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** Writes the files and commits everything. */
  commit(files: Record<string, string>): void {
    this.write(files);
    this.git('add', '--all');
    const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
    this.git(...author, 'commit', '--quiet', '--no-verify', '--message', 'A change');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.line.cwd, encoding: 'utf8' });
  }

  /** A command with little to measure: one model, two tasks. The time suffices on a busy machine too. */
  measure(args: readonly string[], options: CommandLineOptions = {}) {
    const least = ['--models', 'event-loop', '--tasks', '2', '--budget', '3m'];
    return this.line.run([...args, ...least], options);
  }

  /** Folders of git worktrees, the project's own first. */
  worktrees(): string[] {
    const lines = this.git('worktree', 'list', '--porcelain').split('\n');
    return lines.flatMap((line) => (line.startsWith('worktree ') ? [line.slice(9)] : []));
  }
}

/** A workload file whose task waits so long: what a loaded machine adds to that stays small beside it. */
export function waiting(name: string, ms: number): string {
  return `import { defineWorkload } from 'loop-or-pool';
import { setTimeout as wait } from 'node:timers/promises';
export default defineWorkload({
  name: '${name}',
  nature: 'io',
  description: 'waits',
  params: { ms: 1 },
  run: async () => { await wait(${ms}); return 1; },
});
`;
}
