/** Where a run finds a queue on this machine, if nothing is said. */
import { connectRedis, defaultConnection, withoutSecrets } from '../executors/queue/redis.js';
import { findRedisServer } from './redis-server.js';

export type QueueSource =
  | { kind: 'given'; connection: string }
  /** A program to start a Redis with, for the run alone. */
  | { kind: 'own'; program: string }
  | { kind: 'none'; reason: string };

/** The Redis of REDIS_URL; else one to start; else one that answers where a Redis usually is. */
export async function findQueueSource(env = process.env): Promise<QueueSource> {
  const missing = ['bullmq', 'ioredis'].filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    return { kind: 'none', reason: `the queue needs packages: npm install ${missing.join(' ')}` };
  }
  const connection = defaultConnection();
  if (env['REDIS_URL'] !== undefined) return { kind: 'given', connection };
  const program = findRedisServer(env['PATH']);
  if (program !== undefined) return { kind: 'own', program };
  const problem = await problemWith(connection);
  if (problem === null) return { kind: 'given', connection };
  return {
    kind: 'none',
    reason:
      `there is no Redis: redis-server is not installed, REDIS_URL is not set, ` +
      `and none answers at ${withoutSecrets(connection)}`,
  };
}

/** Why a Redis cannot be used, or null. */
export async function problemWith(connection: string): Promise<string | null> {
  try {
    (await connectRedis(connection)).disconnect();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
