/** Which queue of which Redis the flags, or REDIS_URL, name. */
import { CliError } from './cli-error.js';

export interface QueuePlace {
  connection: string;
  queue?: string;
}

/** @throws {CliError} saying what was expected, but not what was given: it may hold a password. */
export async function queuePlace(flags: {
  connection: string | undefined;
  queue: string | undefined;
}): Promise<QueuePlace> {
  const { checkConnection, defaultConnection } = await import('../executors/queue/redis.js');
  const { checkQueueName } = await import('../executors/queue/queue-name.js');
  const { connection = defaultConnection(), queue } = flags;
  try {
    checkConnection(connection);
    if (queue !== undefined) checkQueueName(queue);
  } catch (error) {
    throw new CliError((error as Error).message, 'BAD_VALUE', []);
  }
  return { connection, ...(queue !== undefined && { queue }) };
}
