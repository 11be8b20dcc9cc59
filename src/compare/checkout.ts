/** A commit, checked out in a folder of its own for as long as it is measured. */
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { git } from './git.js';
import { VersionError } from './version-error.js';

export interface Checkout extends AsyncDisposable {
  /** The project's folder in it: that of the repository, or the same folder below it. */
  folder: string;
  /** The repository's folder in it. */
  root: string;
  commit: string;
}

/**
 * Checks `ref` out into a temporary git worktree. The working tree of the project is not touched.
 *
 * @param project a folder in a git repository
 * @throws {VersionError} if that is no repository or has no such commit
 */
export async function checkOut(ref: string, project: string): Promise<Checkout> {
  const commit = await commitOf(ref, project);
  const prefix = await git(project, 'rev-parse', '--show-prefix');
  const place = await mkdtemp(join(await realpath(tmpdir()), 'loop-or-pool-base-'));
  const root = join(place, 'base');
  // Also where the process is told to leave at once, and no promise runs any more.
  const removeAtExit = () => rmSync(place, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  const remove = async () => {
    process.off('exit', removeAtExit);
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
    // Its administrative files; those that an earlier, killed run has left go as well.
    await git(project, 'worktree', 'prune').catch(() => undefined);
  };
  try {
    await git(project, 'worktree', 'prune');
    // Hooks are for people who change branches; here they would only change what is measured.
    const quiet = ['-c', 'core.hooksPath=/dev/null'];
    await git(project, ...quiet, 'worktree', 'add', '--detach', '--force', root, commit);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder: resolve(root, prefix), root, commit, [Symbol.asyncDispose]: remove };
}

async function commitOf(ref: string, project: string): Promise<string> {
  try {
    return await git(
      project,
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${ref}^{commit}`,
    );
  } catch (cause) {
    const isRepository = await git(project, 'rev-parse', '--git-dir').then(
      () => true,
      () => false,
    );
    if (!isRepository) {
      throw new VersionError(`${project} is in no git repository, so it has no '${ref}'`, [], {
        cause,
      });
    }
    throw new VersionError(
      `there is no commit '${ref}' in this repository`,
      [`git fetch origin ${ref}`, 'in CI: a checkout with its history (fetch-depth: 0)'],
      { cause },
    );
  }
}
