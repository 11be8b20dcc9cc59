/**
 * How long a request that comes in at a random moment would wait until the loop turns to it.
 *
 * A timer ticks every `resolutionMs`; a tick that comes late says for how long the loop was blocked.
 * Counting each tick once, as a histogram of ticks does, would let one block of 100 ms weigh as
 * little as one free millisecond, though most requests arrive during the block (coordinated
 * omission). So each block counts by its length: the wait is uniform between 0 and its lateness.
 */
import type { Period } from '../record/run-record.js';

export interface LoopDelay {
  p50: number;
  p99: number;
  max: number;
}

/** A busy batch of many seconds would fill a record with them. */
export const mostPeriods = 1000;

export class LoopDelayMonitor {
  /** Between the first start and stop: from when a tick was due until it came, in ms from that start. */
  readonly blocked: Period[] = [];
  readonly #resolutionMs: number;
  #timer: NodeJS.Timeout | undefined;
  #firstStartMs: number | undefined;
  #isFirst = true;
  #lastTickMs = 0;
  #observedMs = 0;
  #latenessMs: number[] = [];

  /** @param resolutionMs between ticks, at least 1; each tick costs some microseconds of the loop. */
  constructor(resolutionMs: number) {
    this.#resolutionMs = Math.max(1, Math.round(resolutionMs));
  }

  start(): void {
    this.#lastTickMs = performance.now();
    this.#firstStartMs ??= this.#lastTickMs;
    this.#timer = setInterval(() => this.#tick(), this.#resolutionMs);
  }

  /** What has passed since the last tick counts too: a loop that was blocked to the end had no tick. */
  stop(): void {
    clearInterval(this.#timer);
    this.#tick();
    this.#isFirst = false;
  }

  delay(): LoopDelay {
    return {
      p50: delayAt(0.5, this.#latenessMs, this.#observedMs),
      p99: delayAt(0.99, this.#latenessMs, this.#observedMs),
      max: Math.max(0, ...this.#latenessMs),
    };
  }

  #tick(): void {
    const nowMs = performance.now();
    const elapsedMs = nowMs - this.#lastTickMs;
    this.#lastTickMs = nowMs;
    this.#observedMs += elapsedMs;
    // Timers are due on whole milliseconds, so less than one is no lateness.
    const lateMs = elapsedMs - this.#resolutionMs;
    if (lateMs <= 1) return;
    this.#latenessMs.push(lateMs);
    if (!this.#isFirst || this.blocked.length >= mostPeriods) return;
    const to = nowMs - (this.#firstStartMs ?? nowMs);
    this.blocked.push([Math.max(0, to - lateMs), to]);
  }
}

/**
 * The wait that a share `quantile` of all moments does not exceed.
 * Of a block that ended `late` after its tick was due, `late - wait` of the time has a longer wait;
 * that sum falls as `wait` grows, so the quantile is found by bisection.
 */
export function delayAt(
  quantile: number,
  latenessMs: readonly number[],
  observedMs: number,
): number {
  const longerMs = (wait: number) =>
    latenessMs.reduce((total, late) => total + Math.max(0, late - wait), 0);
  const allowedMs = (1 - quantile) * observedMs;
  if (longerMs(0) <= allowedMs) return 0;
  let low = 0;
  let high = Math.max(...latenessMs);
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (longerMs(middle) > allowedMs) low = middle;
    else high = middle;
  }
  return high;
}
