/** The packages of a checked out version: those of the working tree if they are the same, else installed. */
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Each lock file with the command that installs exactly what it says. */
const installers: [lockFile: string, command: string][] = [
  ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
  ['yarn.lock', 'yarn install --frozen-lockfile'],
  ['bun.lock', 'bun install --frozen-lockfile'],
  ['bun.lockb', 'bun install --frozen-lockfile'],
  ['npm-shrinkwrap.json', 'npm ci'],
  ['package-lock.json', 'npm ci'],
];

/**
 * Gives a checked out folder the node_modules of its twin in the working tree, if both want the same.
 *
 * @returns the command that has to install them, or null if there is nothing to install
 */
export async function reuseDependencies(base: string, head: string): Promise<string | null> {
  if (!wantsPackages(base)) return null;
  if (existsSync(join(base, 'node_modules'))) return null;
  const installed = join(head, 'node_modules');
  if (!existsSync(installed) || !wantsTheSame(base, head) || leadsBack(installed, head)) {
    return installerOf(base);
  }
  await symlink(realpathSync(installed), join(base, 'node_modules'), 'junction');
  return null;
}

function wantsPackages(folder: string): boolean {
  const manifest = manifestOf(folder);
  return dependencyFields.some((field) => Object.keys(manifest[field] ?? {}).length > 0);
}

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
type Manifest = Partial<Record<(typeof dependencyFields)[number], Record<string, string>>>;

/** Empty where there is none that can be read. */
function manifestOf(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return {};
  }
}

/** The same lock files; without any, the same wishes. */
function wantsTheSame(base: string, head: string): boolean {
  const locks = installers.map(([lockFile]) => lockFile);
  const present = locks.filter((name) =>
    [base, head].some((folder) => existsSync(join(folder, name))),
  );
  if (present.length > 0) return present.every((name) => isSameFile(name, base, head));
  const [before, after] = [manifestOf(base), manifestOf(head)];
  return dependencyFields.every(
    (field) => JSON.stringify(before[field] ?? {}) === JSON.stringify(after[field] ?? {}),
  );
}

function isSameFile(name: string, base: string, head: string): boolean {
  const [before, after] = [base, head].map((folder) => join(folder, name));
  if (!before || !after || !existsSync(before) || !existsSync(after)) return false;
  return readFileSync(before).equals(readFileSync(after));
}

/**
 * Some package is a link into the working tree, as those of workspaces are: the base would run the
 * code of head.
 */
function leadsBack(installed: string, head: string): boolean {
  const own = realpathSync(head) + sep;
  const home = realpathSync(installed) + sep;
  return packageFolders(installed).some((folder) => {
    if (!lstatSync(folder).isSymbolicLink() || !existsSync(folder)) return false;
    const target = realpathSync(folder) + sep;
    return target.startsWith(own) && !target.startsWith(home);
  });
}

function packageFolders(installed: string): string[] {
  return readdirSync(installed).flatMap((name) => {
    const folder = join(installed, name);
    if (!name.startsWith('@')) return [folder];
    return readdirSync(folder).map((scoped) => join(folder, scoped));
  });
}

function installerOf(folder: string): string {
  const found = installers.find(([lockFile]) => existsSync(join(folder, lockFile)));
  return found?.[1] ?? 'npm install --no-audit --no-fund';
}
