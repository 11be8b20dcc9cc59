/**
 * How many tasks of a `map` travel in one message: as many as make a few milliseconds of work. A
 * message costs some 50 microseconds, which this makes a small share; the first result, a worker that
 * runs out of work and the end of the series wait no longer than for that little.
 */
const TARGET_MS = 2;
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
