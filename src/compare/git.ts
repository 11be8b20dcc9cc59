import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VersionError } from './version-error.js';

const LIMIT_MS = 60_000;
const MOST_OUTPUT_BYTES = 10_000_000;

/**
 * What git prints, without the line break at its end.
 *
 * @throws {VersionError} with what git said, if it fails or is not there
 */
export async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    const options = { cwd: folder, timeout: LIMIT_MS, maxBuffer: MOST_OUTPUT_BYTES };
    return (await promisify(execFile)('git', args, options)).stdout.trimEnd();
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    const said = stderr?.trim() || message;
    throw new VersionError(`git ${args.join(' ')}: ${said}`, [], { cause });
  }
}

/** A file as it is in a commit, by its path from `folder`; null where the commit does not have it. */
export async function fileAt(folder: string, commit: string, path: string): Promise<string | null> {
  return git(folder, 'show', `${commit}:./${path}`).catch(() => null);
}

/** False outside a repository. */
export async function isIgnored(folder: string, path: string): Promise<boolean> {
  return git(folder, 'check-ignore', '--quiet', path).then(
    () => true,
    () => false,
  );
}
