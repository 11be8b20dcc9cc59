/** The one door to kysely: what the history uses of it. */
export {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
export type {
  DatabaseConnection,
  Dialect,
  Driver,
  Generated,
  Insertable,
  RawBuilder,
  Selectable,
  Transaction,
} from 'kysely';
