/** Makes a version ready to be measured, as its own project would: packages installed, code built. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkOut } from './checkout.js';
import type { Checkout } from './checkout.js';
import { reuseDependencies } from './dependencies.js';
import { git } from './git.js';
import { runCommand } from './run-command.js';
import { BrokenBuildError, VersionError } from './version-error.js';

export interface ProjectCommands {
  /** Instead of what the lock file calls for. */
  install?: string;
  /** Instead of `npm run build`, if the project has that; '' builds nothing. */
  build?: string;
}

export interface PrepareOptions extends ProjectCommands {
  signal?: AbortSignal;
  /** Told before each step: `base: npm ci`. */
  onStep?: (step: string) => void;
}

/**
 * Checks out a commit, installs its packages unless those of the working tree are the same, and builds it.
 * Dispose of it when it has been measured; if this fails, nothing is left behind.
 *
 * @param project the working tree that the commit is held against
 * @throws {VersionError} if there is no such commit
 * @throws {BrokenBuildError} if it does not install or build
 */
export async function prepareBase(
  ref: string,
  project: string,
  options: PrepareOptions = {},
): Promise<Checkout> {
  const { signal, onStep = () => undefined } = options;
  const checkout = await checkOut(ref, project);
  try {
    if (!existsSync(checkout.folder)) throw new VersionError(`${ref} has no folder ${project}`);
    const root = await git(project, 'rev-parse', '--show-toplevel');
    // In a repository of several projects, packages may lie at its root, in the project, or in both.
    const places = new Map([
      [checkout.root, root],
      [checkout.folder, project],
    ]);
    for (const [base, head] of places) {
      const needed = await reuseDependencies(base, head);
      if (needed === null) continue;
      const command = options.install ?? needed;
      onStep(`base: ${command}`);
      await runCommand(command, base, signal);
    }
    await build('base', checkout.folder, options);
    return checkout;
  } catch (error) {
    await checkout[Symbol.asyncDispose]();
    if (error instanceof BrokenBuildError) {
      throw new BrokenBuildError(`base ${ref} cannot be measured: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
}

/**
 * Builds the working tree, so that it is not measured as it was before the last change.
 *
 * @throws {BrokenBuildError}
 */
export async function prepareHead(folder: string, options: PrepareOptions = {}): Promise<void> {
  await build('head', folder, options);
}

async function build(
  side: 'base' | 'head',
  folder: string,
  { build: given, signal, onStep }: PrepareOptions,
): Promise<void> {
  const command = given ?? (hasBuildScript(folder) ? 'npm run --silent build' : '');
  if (command === '') return;
  onStep?.(`${side}: ${command}`);
  await runCommand(command, folder, signal);
}

function hasBuildScript(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>;
    };
    return manifest.scripts?.['build'] !== undefined;
  } catch {
    return false;
  }
}
