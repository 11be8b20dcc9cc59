/**
 * How long a request that comes in at a random moment would wait until the loop turns to it.
 *
 * Probes are due at moments that have nothing to do with what the loop does, and each waits from the
 * moment it was due. A probe that is sent only after the last one was answered would see a block of
 * 100 ms once, as one free millisecond, though most requests arrive during the block (coordinated
 * omission). Where arrivals are independent of the work, they see it as it is on average over time
 * (Wolff, Operations Research 30(2), 1982).
 */
import type { Period } from '../record/run-record.js';
import { quantileOfSorted } from '../statistics/quantile.js';

export interface LoopDelay {
  p50: number;
  p99: number;
  max: number;
}

/** A busy batch of many seconds would fill a record with them. */
export const mostPeriods = 1000;

/** Timers are due on whole milliseconds, so less than one is no wait. */
const TIMER_MS = 1;

export class LoopDelayMonitor {
  /** Between the first start and stop: from when a probe was due until it came, in ms from that start. */
  readonly blocked: Period[] = [];
  readonly #resolutionMs: number;
  readonly #waitsMs: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #firstStartMs: number | undefined;
  #isFirst = true;
  /** Until the next probe is due, while nothing is watched. */
  #leftMs: number;
  #dueMs = 0;

  /** @param resolutionMs between probes on average, at least 1; each wakes the loop. */
  constructor(resolutionMs: number) {
    this.#resolutionMs = Math.max(1, resolutionMs);
    this.#leftMs = this.#nextIntervalMs();
  }

  start(): void {
    const startMs = performance.now();
    this.#firstStartMs ??= startMs;
    this.#dueMs = startMs + this.#leftMs;
    this.#wake(startMs);
  }

  /** Probes that a block has held up to the end count too. */
  stop(): void {
    clearTimeout(this.#timer);
    const nowMs = performance.now();
    this.#answer(nowMs);
    this.#leftMs = this.#dueMs - nowMs;
    this.#isFirst = false;
  }

  delay(): LoopDelay {
    const sorted = this.#waitsMs.toSorted((a, b) => a - b);
    if (sorted.length === 0) return { p50: 0, p99: 0, max: 0 };
    return {
      p50: quantileOfSorted(sorted, 0.5),
      p99: quantileOfSorted(sorted, 0.99),
      max: sorted.at(-1) ?? 0,
    };
  }

  #wake(nowMs: number): void {
    this.#timer = setTimeout(() => {
      const thenMs = performance.now();
      this.#answer(thenMs);
      this.#wake(thenMs);
    }, this.#dueMs - nowMs);
  }

  #answer(nowMs: number): void {
    const firstDueMs = this.#dueMs;
    while (this.#dueMs <= nowMs) {
      const waitMs = nowMs - this.#dueMs;
      this.#waitsMs.push(waitMs > TIMER_MS ? waitMs : 0);
      this.#dueMs += this.#nextIntervalMs();
    }
    const isLate = nowMs - firstDueMs > TIMER_MS;
    if (!isLate || !this.#isFirst || this.blocked.length >= mostPeriods) return;
    const startMs = this.#firstStartMs ?? 0;
    this.blocked.push([firstDueMs - startMs, nowMs - startMs]);
  }

  #nextIntervalMs(): number {
    return intervalMs(this.#waitsMs.length, this.#resolutionMs);
  }
}

/**
 * From probe `n` to the next: half to one and a half of the resolution, in steps of the golden ratio,
 * which fill that range evenly. Probes at a fixed interval fall into step with work that repeats, and
 * then see all of its blocks or none.
 */
function intervalMs(n: number, resolutionMs: number): number {
  return resolutionMs * (0.5 + ((n * GOLDEN_RATIO) % 1));
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
