/** Connections to Redis. Whatever goes wrong with one is told without its password. */
import type { Redis } from 'ioredis';

import { QueueUnavailableError } from '../../futures/errors.js';
import { DEFAULT_CONNECTION } from './wire.js';

export type { Redis } from 'ioredis';

/** A connection that is not up by then is given up. */
const CONNECT_DEADLINE_MS = 4_000;
const LONGEST_RETRY_MS = 2_000;

/** Where to connect if nothing is said: what REDIS_URL says, else this machine. */
export function defaultConnection(): string {
  return process.env['REDIS_URL'] ?? DEFAULT_CONNECTION;
}

/** @throws {TypeError} unless it is the URL of a Redis. */
export function checkConnection(connection: unknown): string {
  if (typeof connection === 'string' && /^rediss?:$/.test(protocolOf(connection)))
    return connection;
  throw new TypeError(
    'connection: expected a URL such as redis://127.0.0.1:6379, or rediss://:password@host:6380 with TLS',
  );
}

/** The URL as it may be shown. */
export function withoutSecrets(connection: string): string {
  const url = new URL(connection);
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href;
}

/**
 * Resolves when the connection is up; from then on it comes back by itself after it was lost.
 *
 * @throws {QueueUnavailableError} if there is no Redis, or it refuses.
 */
export async function connectRedis(connection: string): Promise<Redis> {
  const Redis = await loadDriver();
  const redis = new Redis(connection, {
    lazyConnect: true,
    connectTimeout: CONNECT_DEADLINE_MS,
    // BullMQ waits on the server as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RETRY_MS),
  });
  try {
    await untilReady(redis);
  } catch (cause) {
    redis.disconnect();
    throw unreachable(connection, cause);
  }
  return redis;
}

/** Removes all that is kept under the prefix. */
export async function deleteKeys(redis: Redis, prefix: string): Promise<void> {
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]));
  }
}

function protocolOf(connection: string): string {
  return URL.canParse(connection) ? new URL(connection).protocol : '';
}

async function loadDriver(): Promise<typeof Redis> {
  try {
    return (await import('ioredis')).Redis;
  } catch (cause) {
    throw new QueueUnavailableError('the queue needs the packages bullmq and ioredis', {
      tries: ['npm install bullmq ioredis'],
      cause,
    });
  }
}

async function untilReady(redis: Redis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => reject(new Error(`no answer within ${CONNECT_DEADLINE_MS} ms`));
    timer = setTimeout(giveUp, CONNECT_DEADLINE_MS);
    redis.once('ready', resolve);
    // Stays: whoever has no listener is ended by the next failure to come back.
    redis.on('error', reject);
    redis.connect().catch(reject);
  }).finally(() => clearTimeout(timer));
}

function unreachable(connection: string, cause: unknown): QueueUnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isRefusal = /WRONGPASS|NOAUTH|NOPERM|AUTH|password/i.test(reason);
  return new QueueUnavailableError(
    `cannot use the Redis at ${withoutSecrets(connection)}: ${reason || 'it cannot be reached'}`,
    {
      tries: isRefusal
        ? ['put user and password into the URL: rediss://user:password@host:port']
        : ['start one: redis-server', 'name another with --connection or in REDIS_URL'],
      cause: withoutCommand(cause),
    },
  );
}

/** What the driver throws carries the command that was refused, and with it the password. */
function withoutCommand(error: unknown): unknown {
  if (!(error instanceof Error) || !('command' in error)) return error;
  return Object.assign(new Error(error.message), { name: error.name, stack: error.stack });
}
