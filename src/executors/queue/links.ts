/** The connections of one executor, opened together, and whether they keep the process alive. */
import { connectRedis } from './redis.js';
import type { Redis } from './redis.js';

export interface Links {
  commands: Redis;
  /** Blocks in reads. */
  reader: Redis;
  /** Hears what is published. */
  listener: Redis;
  hold(isHeld: boolean): void;
  /** Since when it has been down, on the clock of `performance.now()`; undefined while it is up. */
  downSinceMs(): number | undefined;
  close(): void;
}

/** @throws {QueueUnavailableError} if there is no Redis, or it refuses. */
export async function openLinks(connection: string): Promise<Links> {
  // The first one alone: what is wrong is told once.
  const commands = await connectRedis(connection);
  const others = await Promise.all([connectRedis(connection), connectRedis(connection)]).catch(
    (error: unknown) => {
      commands.disconnect();
      throw error;
    },
  );
  const [reader, listener] = others;
  const all = [commands, reader, listener];
  let isHeld = true;
  let downSinceMs: number | undefined;
  const holdOne = ({ stream }: Redis) => void (isHeld ? stream.ref() : stream.unref());
  for (const redis of all) redis.on('connect', () => holdOne(redis));
  commands.on('close', () => (downSinceMs ??= performance.now()));
  commands.on('ready', () => (downSinceMs = undefined));
  return {
    commands,
    reader,
    listener,
    hold(isWanted) {
      isHeld = isWanted;
      all.forEach(holdOne);
    },
    downSinceMs: () => downSinceMs,
    close: () => all.forEach((redis) => redis.disconnect()),
  };
}
