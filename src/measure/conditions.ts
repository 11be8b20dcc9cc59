/** Watches, while a run goes on, what else the machine does. */
import type { Conditions } from '../record/run-record.js';
import { machineTimeBetween, readMachine } from './machine-time.js';
import { monotonicMs } from './clock.js';

/** Shorter stretches are lost in the ticks of the machine's clock. */
const STRETCH_MS = 1_000;

export class ConditionsWatch {
  readonly #first = readMachine();
  #last = this.#first;
  #othersCpusMax: number | undefined;

  /** To be called between samples; it looks once a second at most. */
  look(): void {
    if (monotonicMs() - this.#last.atMs < STRETCH_MS) return;
    const now = readMachine();
    const { othersCpus } = machineTimeBetween(this.#last, now);
    this.#othersCpusMax = Math.max(this.#othersCpusMax ?? 0, othersCpus);
    this.#last = now;
  }

  /** What happened since the watch began. */
  conditions(): Conditions {
    const { othersCpus, ...shares } = machineTimeBetween(this.#first, readMachine());
    return {
      ...shares,
      othersCpus: { mean: othersCpus, max: Math.max(othersCpus, this.#othersCpusMax ?? 0) },
    };
  }
}
