import { HistoryError } from './history-error.js';
import { sql } from './kysely.js';
import type { Kysely, Transaction } from './kysely.js';
import { firstTables } from './migrations/first-tables.js';

/** Steps from an empty database to the tables of this version, in order. Never changed, only added to. */
const steps: readonly ((database: Transaction<unknown>) => Promise<void>)[] = [firstTables];

/**
 * Brings a database to the newest version, all steps in one transaction.
 *
 * @throws {HistoryError} if it is already newer than this version knows
 */
export async function migrate<T>(database: Kysely<T>): Promise<void> {
  const found = await versionOf(database);
  if (found === steps.length) return;
  if (found > steps.length) throw newerThanKnown(found);
  await database.transaction().execute(async (transaction) => {
    // Another process may have been faster while this one waited for the lock.
    const current = await versionOf(transaction);
    for (const step of steps.slice(current)) await step(transaction as Transaction<unknown>);
    await setVersion(transaction);
  });
}

async function versionOf<T>(database: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(database);
  return rows[0]?.user_version ?? 0;
}

async function setVersion<T>(database: Kysely<T>): Promise<void> {
  await sql`pragma user_version = ${sql.lit(steps.length)}`.execute(database);
}

function newerThanKnown(found: number): HistoryError {
  return new HistoryError(
    `a newer loop-or-pool wrote this history (version ${found}; this one knows up to ${steps.length})`,
    ['npm install --save-dev loop-or-pool@latest'],
  );
}
