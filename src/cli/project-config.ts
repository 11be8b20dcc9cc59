/** `loop-or-pool.config.json`: what a project says once, instead of with every command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closestName } from '../executors/closest-name.js';
import { CliError } from './cli-error.js';

export const CONFIG_FILE = 'loop-or-pool.config.json';

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
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTexts: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isShares: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((share) => typeof share === 'number' && share > 0 && share < 1);

const fields: Record<keyof ProjectConfig, [isRight: Check, expected: string]> = {
  workloads: [isTexts, 'a list of files or names'],
  models: [isTexts, 'a list of models'],
  install: [isText, 'a command'],
  build: [isText, 'a command'],
  minimumEffect: [isShares, 'shares by workload, such as { "sha256": 0.05 }'],
};

/**
 * Empty without such a file.
 *
 * @throws {CliError} naming everything that is wrong in it
 */
export function readConfig(folder: string): ProjectConfig {
  let text: string;
  try {
    text = readFileSync(join(folder, CONFIG_FILE), 'utf8');
  } catch {
    return {};
  }
  const value = parsed(text);
  const problems = Object.entries(value).flatMap(([name, given]) => problemOf(name, given) ?? []);
  if (problems.length > 0) throw badConfig(problems);
  return value;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw badConfig([String(error)]);
  }
  throw badConfig(['expected an object']);
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

function badConfig(problems: readonly string[]): CliError {
  return new CliError(`${CONFIG_FILE}: ${problems.join(`\n${CONFIG_FILE}: `)}`, 'BAD_CONFIG', [
    `fields: ${Object.keys(fields).join(', ')}`,
  ]);
}
