/**
 * How many tasks of a `map` travel in one message, and whether the next may wait in the worker.
 *
 * A message costs some 50 microseconds, so that it should hold a few milliseconds of work. Between
 * two messages a worker stands idle for 0.05 to 0.3 ms, most of it the machine waking a sleeping
 * thread, unless the next is already there. Neither must keep a task long from a worker that is
 * free: so chunks are short, shrink towards the end, and wait behind others only if those are quick.
 */
const TARGET_MS = 2;
const LARGEST = 4096;
const FASTEST_GROWTH = 4;
const QUICK_MS = 20;
/** A chunk of less costs more to send than it helps to share the rest. */
const LEAST_MS = 0.2;

export class ChunkSizer {
  #size = 1;
  #taskMs = Infinity;

  /** The size of the next chunk; of what is left, every slot gets a share. */
  next(pending: number, slots: number): number {
    const share = Math.max(pending / (2 * slots), LEAST_MS / this.#taskMs);
    return Math.max(1, Math.min(this.#size, Math.ceil(share), pending));
  }

  /** Has a task been measured, and taken little time? */
  get isQuick(): boolean {
    return this.#taskMs <= QUICK_MS;
  }

  /** Grows step by step, so that one lucky measurement does no harm; shrinks at once. */
  measured(tasks: number, tookMs: number): void {
    this.#taskMs = tookMs / tasks;
    const fitting = Math.floor((TARGET_MS * tasks) / Math.max(tookMs, 0.001));
    this.#size = Math.max(
      1,
      Math.min(fitting, Math.max(this.#size, FASTEST_GROWTH * tasks), LARGEST),
    );
  }
}
