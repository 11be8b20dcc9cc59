/**
 * How many tasks of a `map` travel in one message: as many as make some milliseconds of work. Between
 * two messages a worker stands idle for 0.05 to 0.3 ms, most of it the machine waking a sleeping
 * thread: of tasks of 5 ms, sent one by one, that took 6 %. The first result and the end of the
 * series do not wait for a chunk: results travel as they come, and chunks shrink towards the end.
 */
const TARGET_MS = 20;
const LARGEST = 4096;

export class ChunkSizer {
  #size = 1;

  /** The size of the next chunk; of what is left, every slot gets a share. */
  next(pending: number, slots: number): number {
    return Math.max(1, Math.min(this.#size, Math.ceil(pending / (2 * slots))));
  }

  /** Grows by doubling, so that one lucky measurement does no harm; shrinks at once. */
  measured(tasks: number, tookMs: number): void {
    const fitting = Math.floor((TARGET_MS * tasks) / Math.max(tookMs, 0.001));
    this.#size = Math.max(1, Math.min(fitting, Math.max(this.#size, 2 * tasks), LARGEST));
  }
}
