import Sqlite from 'libsql';
import { CompiledQuery, SqliteDialect, SqliteDriver } from './kysely.js';
import type { DatabaseConnection, Dialect } from './kysely.js';

/** How long a writer waits for another one before it gives up. */
const LOCK_WAIT_MS = 20_000;

/**
 * A history in one file.
 *
 * The rollback journal is kept, not a write-ahead log: between writes the history is this one file,
 * which a CI cache can carry, and a journal that a killed writer left is rolled back on the next opening.
 */
export function sqliteDialect(path: string): Dialect {
  const database = () => {
    const connection = new Sqlite(path, { timeout: LOCK_WAIT_MS });
    // Decided when the file is made. A record takes whole pages, so small ones waste least.
    connection.pragma('page_size = 1024');
    connection.pragma('foreign_keys = on');
    connection.pragma('synchronous = full');
    return Promise.resolve(connection);
  };
  return new ImmediateDialect({ database });
}

class ImmediateDialect extends SqliteDialect {
  readonly #config;

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

/**
 * Takes the write lock when a transaction begins. SQLite lets two transactions that have read and then
 * both want to write fail at once, without waiting for each other.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}
