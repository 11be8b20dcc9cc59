/**
 * Stored runs: which there were, what they measured, and how it changed.
 *
 *     RunRecord ──addRun──▶ history ──readSeries──▶ Series ──▶ change points, predictions
 *                              └─────readRecord──▶ RunRecord
 *
 * A history is a file (SQLite). All writes are transactions: a run is in it whole or not at all,
 * whoever else writes and whenever a writer is killed.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HistoryError } from './history-error.js';
import { Kysely } from './kysely.js';
import { migrate } from './migrations.js';
import { sqliteDialect } from './sqlite.js';
import type { Tables } from './tables.js';

/** An open history. Close it with `destroy()`. */
export type History = Kysely<Tables>;

/**
 * Opens the history at a path, and makes it what this version expects.
 *
 * @param options.create make the file if there is none (default: false)
 * @throws {HistoryError} if there is none, it is no history, or a newer version wrote it
 */
export async function openHistory(
  path: string,
  { create = false }: { create?: boolean } = {},
): Promise<History> {
  if (!create && !existsSync(path)) {
    throw new HistoryError(`no history at ${path}`, [
      `loop-or-pool run --history ${path}`,
      'loop-or-pool history import reports/*',
    ]);
  }
  if (create) await mkdir(dirname(path), { recursive: true });
  const history = new Kysely<Tables>({ dialect: sqliteDialect(path) });
  try {
    await migrate(history);
    return history;
  } catch (error) {
    await history.destroy();
    throw error instanceof HistoryError ? error : unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): HistoryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HistoryError(
    `${path} cannot be used as a history: ${reason}`,
    ['another path after --history', 'a copy of the file from before it was damaged'],
    { cause },
  );
}
