/**
 * Stored runs: which there were, what they measured, and how it changed.
 *
 *     RunRecord ──addRun──▶ history ──readSeries──▶ Series ──▶ change points, predictions
 *                              └─────readRecord──▶ RunRecord
 *
 * A history is a file (SQLite) or a PostgreSQL database. All writes are transactions: a run is in it whole or not at all,
 * whoever else writes and whenever a writer is killed.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HistoryError } from './history-error.js';
import { Kysely } from './kysely.js';
import { migrate } from './migrations.js';
import { POSTGRES_SCHEMA, isPostgresUrl, postgresDialect, postgresFailure } from './postgres.js';
import { sqliteDialect } from './sqlite.js';
import type { Tables } from './tables.js';

/** An open history. Close it with `destroy()`. */
export type History = Kysely<Tables>;

/**
 * Opens the history at a path or a postgres:// URL, and makes it what this version expects.
 *
 * @param options.create make the file if there is none (default: false)
 * @throws {HistoryError} if there is none, it is no history, or a newer version wrote it
 * @throws {HistoryUnavailableError} if its server cannot be reached
 */
export async function openHistory(
  location: string,
  { create = false }: { create?: boolean } = {},
): Promise<History> {
  const isServer = isPostgresUrl(location);
  const history = isServer ? await onServer(location) : await inFile(location, create);
  try {
    await migrate(history);
    return history;
  } catch (error) {
    await history.destroy();
    if (error instanceof HistoryError) throw error;
    throw isServer ? postgresFailure(location, error) : unusable(location, error);
  }
}

async function onServer(url: string): Promise<History> {
  const database = new Kysely<Tables>({ dialect: await postgresDialect(url) });
  return database.withSchema(POSTGRES_SCHEMA);
}

async function inFile(path: string, create: boolean): Promise<History> {
  if (!create && !existsSync(path)) {
    throw new HistoryError(`no history at ${path}`, [
      `loop-or-pool run --history ${path}`,
      'loop-or-pool history import reports',
    ]);
  }
  if (create) await mkdir(dirname(path), { recursive: true });
  return new Kysely<Tables>({ dialect: sqliteDialect(path) });
}

function unusable(path: string, cause: unknown): HistoryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HistoryError(
    `${path} cannot be used as a history: ${reason}`,
    ['another path after --history', 'a copy of the file from before it was damaged'],
    { cause },
  );
}
