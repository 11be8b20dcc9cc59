/**
 * Large values travel beside their job, under a key of their own that is deleted when it is read.
 * Within the job they would stay in Redis as long as the job, and its event, do.
 */
import type { Redis } from './redis.js';
import { RETENTION_S } from './wire.js';

const LARGEST_IN_JOB = 32 * 1024;
const ELSEWHERE = 'elsewhere';

export function parcelKey(queue: string, job: string, what: 'args' | 'outcome'): string {
  return `${keyPrefix(queue)}parcel:${job}:${what}`;
}

/** What all keys of a queue begin with: BullMQ's, and ours. */
export function keyPrefix(queue: string): string {
  return `bull:${queue}:`;
}

/** What to put into the job in place of the text. */
export async function stow(redis: Redis, key: string, text: string): Promise<string> {
  if (!isLarge(text)) return text;
  await redis.set(key, text, 'EX', RETENTION_S);
  return ELSEWHERE;
}

/** @throws if it has been taken before, or has been kept too long. */
export async function unstow(redis: Redis, key: string, text: string): Promise<string> {
  if (!isStowed(text)) return text;
  const kept = await redis.getdel(key);
  if (kept !== null) return kept;
  throw new Error(
    `a large value of a job is no longer in Redis, where it is kept for ${RETENTION_S} s`,
  );
}

export function isLarge(text: string): boolean {
  return text.length > LARGEST_IN_JOB;
}

export function isStowed(text: string): boolean {
  return text === ELSEWHERE;
}
