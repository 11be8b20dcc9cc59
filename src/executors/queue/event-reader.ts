/**
 * Reads BullMQ's stream of events from a position of its own on: a reader that starts "now" misses
 * what happens while it is being set up. (BullMQ's own reader would also keep an idle process alive.)
 */
import type { Redis } from './redis.js';

/** How long the server holds a read without news, and how long a connection may be silent. */
const BLOCK_MS = 5_000;
const SILENCE_MS = 10_000;
const LARGEST_READ = 1_000;

export type QueueEvent = Readonly<Record<string, string>>;

export class EventReader {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #told: (event: QueueEvent) => void;
  #position: string;
  #isClosed = false;

  private constructor(
    redis: Redis,
    key: string,
    position: string,
    told: (event: QueueEvent) => void,
  ) {
    this.#redis = redis;
    this.#key = key;
    this.#position = position;
    this.#told = told;
  }

  /** @param redis a connection that nobody else uses: reads block it. */
  static async open(
    redis: Redis,
    key: string,
    told: (event: QueueEvent) => void,
  ): Promise<EventReader> {
    const [last] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
    const reader = new EventReader(redis, key, last?.[0] ?? '0-0', told);
    void reader.#readAll();
    return reader;
  }

  close(): void {
    this.#isClosed = true;
    this.#redis.disconnect();
  }

  async #readAll(): Promise<void> {
    while (!this.#isClosed) {
      // A connection that died without a word would be read from for ever.
      const watchdog = setTimeout(() => this.#redis.disconnect(true), SILENCE_MS).unref();
      try {
        await this.#read();
      } catch {
        // The connection comes back by itself, and what happened meanwhile is still in the stream.
      } finally {
        clearTimeout(watchdog);
      }
    }
  }

  async #read(): Promise<void> {
    const streams = await this.#redis.xread(
      ...([
        'COUNT',
        LARGEST_READ,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        this.#key,
        this.#position,
      ] as const),
    );
    for (const [id, fields] of streams?.[0]?.[1] ?? []) {
      this.#position = id;
      this.#told(toRecord(fields));
    }
  }
}

function toRecord(fields: readonly string[]): QueueEvent {
  const event: Record<string, string> = {};
  for (let at = 0; at + 1 < fields.length; at += 2) event[fields[at] ?? ''] = fields[at + 1] ?? '';
  return event;
}
