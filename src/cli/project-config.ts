/** `loop-or-pool.config.json` or `.js`: what a project says once, instead of with every command. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';

export const CONFIG_FILE = 'loop-or-pool.config.json';
const CONFIG_MODULE = 'loop-or-pool.config.js';

export interface ProjectConfig {
  /** Files and names that are measured where a command names none. */
  workloads?: string[];
  /** Instead of the usual models. */
  models?: string[];
  /** Installs the packages of a checked out version. */
  install?: string;
  /** Builds a version. */
  build?: string;
  /** Smallest change of interest by name of the workload, as a share: 0.05 for 5 %. */
  minimumEffect?: Record<string, number>;
  /** Flags by command, where they are not typed: `{ "run": { "budget": "60s" } }`. */
  flags?: Record<string, Record<string, unknown>>;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTexts: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isObjects: Check = (value) => isObject(value) && Object.values(value).every(isObject);
const isShares: Check = (value) =>
  isObject(value) &&
  Object.values(value).every((share) => typeof share === 'number' && share > 0 && share < 1);

const fields: Record<keyof ProjectConfig, [isRight: Check, expected: string]> = {
  workloads: [isTexts, 'a list of files or names'],
  models: [isTexts, 'a list of models'],
  install: [isText, 'a command'],
  build: [isText, 'a command'],
  minimumEffect: [isShares, 'shares by workload, such as { "sha256": 0.05 }'],
  flags: [isObjects, 'flags by command, such as { "run": { "budget": "60s" } }'],
};

/** The name of the folder's configuration file, if it has one. */
export function configIn(folder: string): string | undefined {
  return [CONFIG_FILE, CONFIG_MODULE].find((name) => existsSync(join(folder, name)));
}

/**
 * Empty without such a file.
 *
 * @throws {CliError} naming everything that is wrong in it
 */
export async function readConfig(folder: string): Promise<ProjectConfig> {
  const file = configIn(folder);
  if (file === undefined) return {};
  const value = await contentOf(join(folder, file)).catch((error: unknown) => {
    throw badConfig(file, [error instanceof Error ? error.message : String(error)]);
  });
  if (!isObject(value)) throw badConfig(file, ['expected an object']);
  const problems = Object.entries(value).flatMap(([name, given]) => problemOf(name, given) ?? []);
  if (problems.length > 0) throw badConfig(file, problems);
  return value;
}

async function contentOf(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'));
  return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
}

function problemOf(name: string, given: unknown): string | null {
  const field = Object.entries(fields).find(([known]) => known === name)?.[1];
  if (field === undefined) {
    const near = closestName(name, Object.keys(fields));
    return `unknown field '${name}'${near === undefined ? '' : `, perhaps '${near}'`}`;
  }
  const [isRight, expected] = field;
  return isRight(given) ? null : `${name}: expected ${expected}, received ${JSON.stringify(given)}`;
}

function badConfig(file: string, problems: readonly string[]): CliError {
  return new CliError(`${file}: ${problems.join(`\n${file}: `)}`, 'BAD_CONFIG', [
    `fields: ${Object.keys(fields).join(', ')}`,
  ]);
}
