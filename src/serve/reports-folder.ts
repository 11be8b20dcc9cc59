/** The folder of reports: a folder for each run, with its record and what was made from it. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordError, parseRunRecord } from '../record/run-record.js';
import type { RunRecord } from '../record/run-record.js';

const RECORD_FILE = 'run.json';
/** Rounds of slow work are minutes apart; a run that was killed must not seem alive much longer. */
const NEWS_EXPECTED_MS = 120_000;

/** A run's record as it lies there. */
export interface Entry {
  /** Name of the run's folder. */
  name: string;
  /** Another one whenever the record is. */
  stamp: string;
  /** Written a moment ago, and nothing was made from it: its run may still be going on. */
  isFresh: boolean;
}

/** The runs in the folder, the latest name first; none if there is no folder. */
export async function listEntries(folder: string): Promise<Entry[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const entries = [];
  for (const item of names) {
    if (item.isDirectory()) entries.push(await readEntry(folder, item.name));
  }
  return entries.filter((entry) => entry !== null).sort((a, b) => (a.name < b.name ? 1 : -1));
}

/** Null where no run's folder has that very name: a name leads to nothing outside. */
export async function findEntry(folder: string, name: string): Promise<Entry | null> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.includes(name) ? readEntry(folder, name) : null;
}

/** @throws {RecordError} if the file holds no run record. */
export async function readEntryRecord(folder: string, { name }: Entry): Promise<RunRecord> {
  const text = await readFile(join(folder, name, RECORD_FILE), 'utf8');
  return parseRunRecord(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordError(String(error));
  }
}

async function readEntry(folder: string, name: string): Promise<Entry | null> {
  try {
    const { mtimeMs, size } = await stat(join(folder, name, RECORD_FILE));
    const files = await readdir(join(folder, name));
    const isAlone = files.every((file) => file.startsWith(RECORD_FILE));
    const isFresh = isAlone && Date.now() - mtimeMs < NEWS_EXPECTED_MS;
    return { name, stamp: `${mtimeMs} ${size} ${isFresh}`, isFresh };
  } catch {
    return null;
  }
}
