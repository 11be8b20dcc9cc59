import { flavorOf } from './flavor.js';
import type { Flavor } from './flavor.js';
import { HistoryError } from './history-error.js';
import { sql } from './kysely.js';
import type { Kysely, Transaction } from './kysely.js';
import { firstTables } from './migrations/first-tables.js';
import { wholeFigures } from './migrations/whole-figures.js';
import { POSTGRES_SCHEMA } from './postgres.js';
import type { Tables } from './tables.js';

type Step = (database: Transaction<Tables>, flavor: Flavor) => Promise<void>;

/** Steps from an empty database to the tables of this version, in order. Never changed, only added to. */
const steps: readonly Step[] = [firstTables, wholeFigures];

/**
 * Brings a database to the newest version, all steps in one transaction.
 *
 * @throws {HistoryError} if it is already newer than this version knows
 */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  const flavor = flavorOf(database);
  if (flavor === 'sqlite' && (await hasVersionTable(database))) {
    // Seen without the lock of a writer: most histories are up to date, and many only read.
    if (isNewest(await versionOf(database))) return;
  }
  await database.transaction().execute(async (transaction) => {
    if (flavor === 'postgres') await lockSchema(transaction);
    await transaction.schema
      .createTable('version')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.notNull())
      .execute();
    const version = await versionOf(transaction);
    if (isNewest(version)) return;
    for (const step of steps.slice(version)) await step(transaction, flavor);
    await transaction.deleteFrom('version').execute();
    await transaction.insertInto('version').values({ number: steps.length }).execute();
  });
}

/** The lock lasts as long as the transaction: two that start at once must not both make the tables. */
async function lockSchema(transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${POSTGRES_SCHEMA}))`.execute(transaction);
  await sql`create schema if not exists ${sql.id(POSTGRES_SCHEMA)}`.execute(transaction);
}

async function hasVersionTable(database: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_master where name = 'version'`.execute(database);
  return rows.length > 0;
}

/** 0 of an empty database. */
async function versionOf(database: Kysely<Tables>): Promise<number> {
  const row = await database.selectFrom('version').select('number').executeTakeFirst();
  return row?.number ?? 0;
}

function isNewest(version: number): boolean {
  if (version <= steps.length) return version === steps.length;
  throw new HistoryError(
    `a newer loop-or-pool wrote this history (version ${version}; this one knows up to ${steps.length})`,
    ['npm install --save-dev loop-or-pool@latest'],
  );
}
