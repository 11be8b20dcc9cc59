/** `.loop-or-pool/accepted.json`: the changes that a project expects. Committed with what causes them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Acceptance } from '../verdict/regression-acceptance.js';
import { CliError } from './cli-error.js';

/** Below the project's folder. */
export const ACCEPTED_FILE = '.loop-or-pool/accepted.json';

const SCHEMA = 'loop-or-pool/accepted@1';

/** @throws {CliError} if the file holds something else */
export async function readAcceptances(project: string): Promise<Acceptance[]> {
  const path = join(project, ACCEPTED_FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? [] : parseAcceptances(text, ACCEPTED_FILE);
}

/**
 * @param place what to call the text in a complaint
 * @throws {CliError} if it is no list of accepted changes
 */
export function parseAcceptances(text: string, place: string): Acceptance[] {
  try {
    const { schema, changes } = JSON.parse(text) as { schema?: unknown; changes?: unknown };
    if (schema === SCHEMA && Array.isArray(changes) && changes.every(isAcceptance)) return changes;
  } catch {
    // What is no JSON is told like what is no list.
  }
  throw new CliError(`${place} is no list of accepted changes (${SCHEMA})`, 'BAD_ACCEPTED', [
    'mend it, or remove it and accept again: loop-or-pool accept CELL --reason TEXT',
  ]);
}

export async function addAcceptances(project: string, added: readonly Acceptance[]): Promise<void> {
  const changes = [...(await readAcceptances(project)), ...added];
  const path = join(project, ACCEPTED_FILE);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ schema: SCHEMA, changes }, null, 2)}\n`);
}

function isAcceptance(value: unknown): value is Acceptance {
  if (typeof value !== 'object' || value === null) return false;
  const { of, reason, acceptedAt, atMost } = value as Record<string, unknown>;
  const texts = [of, reason, acceptedAt];
  return (
    texts.every((text) => typeof text === 'string' && text !== '') &&
    (atMost === null || typeof atMost === 'number')
  );
}
