import { HistoryError, HistoryUnavailableError } from './history-error.js';
import { PostgresDialect } from './kysely.js';
import type { Dialect } from './kysely.js';

/** The schema that has the tables: a database may be shared with others. */
export const POSTGRES_SCHEMA = 'loop_or_pool';

const CONNECT_LIMIT_MS = 5_000;
const MOST_CONNECTIONS = 2;

export function isPostgresUrl(location: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(location);
}

/**
 * A history in PostgreSQL, for runs from many machines.
 *
 * @throws {HistoryError} if the client library is not installed
 */
export async function postgresDialect(url: string): Promise<Dialect> {
  const { default: pg } = await importClient();
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    max: MOST_CONNECTIONS,
  });
  // A connection that breaks while idle is told by the next query as well; unheard, it ends the process.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

/**
 * The location without its password: it must not get into messages and logs. A password that should
 * have been escaped and was not may hold a slash or an @, and the client takes one after the ? too.
 */
export function withoutPassword(location: string): string {
  return location
    .replace(/^(\w+:\/\/[^/@:?]*):.*@/, '$1:***@')
    .replace(/([?&]password=)[^&]*/gi, '$1***');
}

/** What went wrong while talking to a server, as something the user can mend. */
export function postgresFailure(url: string, cause: unknown): HistoryError {
  // Several addresses refused make an error without a message of its own.
  const code = (cause as { code?: unknown }).code;
  const message = cause instanceof Error && cause.message !== '' ? cause.message : String(code);
  return new HistoryUnavailableError(
    `the history at ${withoutPassword(url)} cannot be reached: ${message}`,
    ['another URL after --history', 'a history in a file: --history history.db'],
    { cause },
  );
}

async function importClient() {
  try {
    return await import('pg');
  } catch (cause) {
    throw new HistoryError(
      'a history in PostgreSQL needs the package pg, which is not installed',
      ['npm install pg'],
      { cause },
    );
  }
}
