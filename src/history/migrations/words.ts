import type { Flavor } from '../flavor.js';
import { sql } from '../kysely.js';
import type { RawBuilder } from '../kysely.js';

/** What SQLite and PostgreSQL have different words for. */
export interface Words {
  /** A number that the database assigns. */
  assigned: RawBuilder<unknown>;
  bytes: RawBuilder<unknown>;
  /** Keeps a table in the order of its key, where that must be said. */
  inKeyOrder: RawBuilder<unknown>;
}

export const words: Record<Flavor, Words> = {
  sqlite: { assigned: sql`integer`, bytes: sql`blob`, inKeyOrder: sql`without rowid` },
  postgres: { assigned: sql`serial`, bytes: sql`bytea`, inKeyOrder: sql`` },
};
