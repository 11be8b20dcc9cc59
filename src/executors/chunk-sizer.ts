/**
 * How many tasks of a `map` travel in one message, and whether the next may wait in the worker.
 *
 * A message to a thread costs some 50 microseconds, so that it should hold a few milliseconds of work,
 * a job on a queue some 400. Between two messages a worker stands idle for 0.05 to 0.3 ms, most of it the machine waking a sleeping
 * thread, unless the next is already there. Neither must keep a task long from a worker that is
 * free: so chunks are short, shrink towards the end, and wait behind others only if those are quick.
 */
const TARGET_MESSAGES = 40;
/** A chunk of less costs more to send than it helps to share the rest. */
const LEAST_MESSAGES = 4;
const LARGEST = 4096;
const FASTEST_GROWTH = 4;
/** While a chunk is done sooner than it is sent. */
const CHEAP_GROWTH = 64;
const QUICK_MS = 20;

export class ChunkSizer {
  #size = 1;
  #taskMs = Infinity;
  readonly #messageMs: number;
  readonly #leastMs: number;
  readonly #targetMs: number;

  /** @param messageMs what it costs to send a chunk and to get its results. */
  constructor(messageMs: number) {
    this.#messageMs = messageMs;
    this.#leastMs = LEAST_MESSAGES * messageMs;
    this.#targetMs = TARGET_MESSAGES * messageMs;
  }

  /** The size of the next chunk; of what is left, every slot gets a share. */
  next(pending: number, slots: number): number {
    const share = Math.max(pending / (2 * slots), this.#leastMs / this.#taskMs);
    return Math.max(1, Math.min(this.#size, Math.ceil(share), pending));
  }

  /** Has a task been measured, and taken little time? */
  get isQuick(): boolean {
    return this.#taskMs <= QUICK_MS;
  }

  /** Grows step by step, so that one lucky measurement does no harm; shrinks at once. */
  measured(tasks: number, tookMs: number): void {
    this.#taskMs = tookMs / tasks;
    const fitting = (ms: number) => Math.floor((ms * tasks) / Math.max(tookMs, 0.001));
    const reached = Math.max(this.#size, FASTEST_GROWTH * tasks);
    const cheap = Math.min(fitting(this.#messageMs), CHEAP_GROWTH * tasks);
    this.#size = Math.max(1, Math.min(fitting(this.#targetMs), Math.max(reached, cheap), LARGEST));
  }
}
