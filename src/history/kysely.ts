/** The one door to kysely: what the history uses of it. */
export { CompiledQuery, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely';
export type {
  DatabaseConnection,
  Dialect,
  Driver,
  Generated,
  Insertable,
  Selectable,
  Transaction,
} from 'kysely';
