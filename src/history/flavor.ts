import { PostgresAdapter } from './kysely.js';
import type { Kysely } from './kysely.js';

/** Which database speaks: all queries are the same, upkeep is not. */
export type Flavor = 'sqlite' | 'postgres';

export function flavorOf<T>(database: Kysely<T>): Flavor {
  return database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}
