/**
 * Whether V8 is still at work on the code of what is measured. Large programs have no point from which
 * they are fast: V8 goes on for seconds, in steps with pauses between them that look like the end. How
 * much machine code there is tells better than the times of tasks.
 *
 *     a parser of 500 kB    0.3 s of CPU time: 2.9 MB of code, a task 55 ms    4 s: 3.9 MB, 19 ms
 */

/** Code that grew by less than this over the last third of the CPU time is as good as finished. */
const LEAST_GROWTH = 0.02;
/**
 * Nor does less than this in each isolate tell of a large program: the harness and a loop of arithmetic
 * add 50 to 60 kB in their first 0.1 s.
 */
const LEAST_GROWTH_BYTES = 70_000;
const WINDOW = 1 / 3;
/** To read it takes some milliseconds, so it is not done more often, by CPU time in each isolate. */
const READ_EVERY_CPU_MS = 100;

interface Reading {
  cpuMs: number;
  /** All that was added so far; what V8 throws away is not taken off. */
  addedBytes: number;
  totalBytes: number;
}

export class CodeGrowth {
  readonly #bytes = new Map<string, number>();
  readonly #readings: Reading[] = [];

  /** Whether it is time to read again. */
  isDue(cpuMs: number): boolean {
    const last = this.#readings.at(-1);
    return !last || cpuMs - last.cpuMs >= this.#bytes.size * READ_EVERY_CPU_MS;
  }

  /**
   * @param cpuMs that the work has taken so far.
   * @param sizes of the code in every isolate that runs it; others are as they were.
   */
  add(cpuMs: number, sizes: readonly (readonly [isolate: string, bytes: number])[]): void {
    let addedBytes = this.#readings.at(-1)?.addedBytes ?? 0;
    for (const [isolate, bytes] of sizes) {
      addedBytes += Math.max(0, bytes - (this.#bytes.get(isolate) ?? bytes));
      this.#bytes.set(isolate, bytes);
    }
    const totalBytes = [...this.#bytes.values()].reduce((total, bytes) => total + bytes, 0);
    this.#readings.push({ cpuMs, addedBytes, totalBytes });
  }

  /** True unless readings far enough apart show that it has come to an end. */
  isGoingOn(): boolean {
    const last = this.#readings.at(-1);
    if (!last) return true;
    const before = this.#readings.findLast(({ cpuMs }) => cpuMs <= last.cpuMs * (1 - WINDOW));
    if (!before || before === last) return true;
    const least = Math.max(LEAST_GROWTH * last.totalBytes, LEAST_GROWTH_BYTES * this.#bytes.size);
    return last.addedBytes - before.addedBytes > least;
  }
}
