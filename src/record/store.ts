/** Run records on disk: `<reports>/<run id>/run.json`, and `<reports>/latest`, which leads to one. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { RecordError, parseRunRecord } from './run-record.js';
import type { RunRecord } from './run-record.js';

const RECORD_FILE = 'run.json';
const LATEST = 'latest';
const DEFAULT_REPORTS = 'reports';

/** There is no stored run where one was looked for. */
export class RunNotFoundError extends Error {
  override readonly name = 'RunNotFoundError';
}

/** Sorts by time and needs no quoting: `2026-11-22T19-54-27Z-3f9a`. */
export function newRunId(startedAt = new Date()): string {
  const time = startedAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return `${time}-${randomBytes(2).toString('hex')}`;
}

/** Writes `run.json` into the run's folder, whole or not at all; returns the path of the file. */
export async function writeRun(runFolder: string, record: RunRecord): Promise<string> {
  await mkdir(runFolder, { recursive: true });
  const path = join(runFolder, RECORD_FILE);
  await writeWhole(path, `${JSON.stringify(record, null, 2)}\n`);
  return path;
}

/**
 * Points `latest`, beside the run's folder, at it: a symbolic link or, where the system permits
 * none, a file that holds the folder's name.
 */
export async function pointLatestAt(runFolder: string): Promise<void> {
  const name = basename(resolve(runFolder));
  const latest = join(dirname(resolve(runFolder)), LATEST);
  const next = `${latest}.${process.pid}`;
  await rm(next, { force: true });
  try {
    await symlink(name, next, 'dir');
  } catch {
    await writeFile(next, `${name}\n`);
  }
  await rename(next, latest);
}

/**
 * Reads a record by the path of its file, of its folder, or by its run id or `latest` below `reports`.
 *
 * @throws {RunNotFoundError} if there is no such run.
 * @throws {RecordError} if the file holds no run record.
 */
export async function readRun(pathOrId: string, reports = DEFAULT_REPORTS): Promise<RunRecord> {
  const path = await findRecord(pathOrId, reports);
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RecordError(`${path}: no JSON: ${String(error)}`);
  }
  return parseRunRecord(value);
}

async function findRecord(pathOrId: string, reports: string): Promise<string> {
  for (const place of [pathOrId, join(reports, pathOrId)]) {
    const found = await recordAt(place);
    if (found !== undefined) return found;
  }
  throw new RunNotFoundError(
    `no run '${pathOrId}': neither a file, nor a folder, nor a run below ${reports}/`,
  );
}

/** A record file, a folder with one, or the file that stands for the link `latest`. */
async function recordAt(place: string): Promise<string | undefined> {
  if (await isFile(join(place, RECORD_FILE))) return join(place, RECORD_FILE);
  if (!(await isFile(place))) return undefined;
  if (basename(place) !== LATEST) return place;
  const name = (await readFile(place, 'utf8')).trim();
  return join(dirname(place), name, RECORD_FILE);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** Readers see the old file or the new one, never a part. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}
