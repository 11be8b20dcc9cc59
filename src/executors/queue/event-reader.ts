/**
 * Reads BullMQ's stream of events from a position of its own on: a reader that starts "now" misses
 * what happens while it is being set up. (BullMQ's own reader would also keep an idle process alive.)
 */
import type { Redis } from './redis.js';

/** How long the server holds a read without news, and how long a connection may be silent. */
const BLOCK_MS = 5_000;
const SILENCE_MS = 10_000;
const LARGEST_READ = 1_000;
const START = '0-0';

export interface ReaderLinks {
  /** A connection that nobody else uses: reads block it. */
  reader: Redis;
  commands: Redis;
}

export type QueueEvent = Readonly<Record<string, string>>;

export class EventReader {
  readonly #redis: Redis;
  readonly #commands: Redis;
  readonly #key: string;
  readonly #told: (event: QueueEvent) => void;
  #position: string;
  #isClosed = false;
  #whenRead: (() => void)[] = [];

  private constructor(
    { reader, commands }: ReaderLinks,
    key: string,
    position: string,
    told: (event: QueueEvent) => void,
  ) {
    this.#redis = reader;
    this.#commands = commands;
    this.#key = key;
    this.#position = position;
    this.#told = told;
  }

  static async open(
    links: ReaderLinks,
    key: string,
    told: (event: QueueEvent) => void,
  ): Promise<EventReader> {
    const reader = new EventReader(links, key, await lastId(links.commands, key), told);
    void reader.#readAll();
    return reader;
  }

  /** Resolves when all has been told that has happened up to now. */
  async caughtUp(): Promise<void> {
    const last = await lastId(this.#commands, this.#key);
    while (isBefore(this.#position, last)) {
      await new Promise<void>((resolve) => this.#whenRead.push(resolve));
    }
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
    for (const wake of this.#whenRead.splice(0)) wake();
  }
}

/** Where the stream ends; `0-0` if there is none. */
async function lastId(redis: Redis, key: string): Promise<string> {
  const [last] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  return last?.[0] ?? START;
}

/** Of two ids `ms-number`. */
function isBefore(id: string, other: string): boolean {
  const [ms = 0, number = 0] = id.split('-').map(Number);
  const [otherMs = 0, otherNumber = 0] = other.split('-').map(Number);
  return ms < otherMs || (ms === otherMs && number < otherNumber);
}

function toRecord(fields: readonly string[]): QueueEvent {
  const event: Record<string, string> = {};
  for (let at = 0; at + 1 < fields.length; at += 2) event[fields[at] ?? ''] = fields[at + 1] ?? '';
  return event;
}
