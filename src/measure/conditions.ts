/** Watches, while a run goes on, what else the machine does. */
import type { Conditions } from '../record/run-record.js';
import { machineTimeBetween, readMachine, treeMsBetween } from './machine-time.js';
import type { MachineReading } from './machine-time.js';

/** Shorter stretches are lost in the ticks of the machine's clock. */
const STRETCH_MS = 1_000;

/** From one reading to the last, with the CPU time of this process tree. */
interface Stretch {
  from: MachineReading;
  treeMs: number;
}

export class ConditionsWatch {
  readonly #read: () => MachineReading;
  readonly #whole: Stretch;
  #stretch: Stretch;
  #last: MachineReading;
  #othersCpusMax = 0;

  constructor(read = readMachine) {
    this.#read = read;
    this.#last = read();
    this.#whole = { from: this.#last, treeMs: 0 };
    this.#stretch = { from: this.#last, treeMs: 0 };
  }

  /**
   * To be called between samples, and before processes of the run end: a process whose parent has ended
   * belongs to the tree no more, and what it computed since the last look would count as that of others.
   */
  look(): void {
    const now = this.#read();
    const treeMs = treeMsBetween(this.#last, now);
    this.#whole.treeMs += treeMs;
    this.#stretch.treeMs += treeMs;
    this.#last = now;
    if (now.atMs - this.#stretch.from.atMs < STRETCH_MS) return;
    const { othersCpus } = machineTimeBetween(this.#stretch.from, now, this.#stretch.treeMs);
    this.#othersCpusMax = Math.max(this.#othersCpusMax, othersCpus);
    this.#stretch = { from: now, treeMs: 0 };
  }

  /** What happened since the watch began. */
  conditions(): Conditions {
    this.look();
    const { from, treeMs } = this.#whole;
    const { othersCpus, ...shares } = machineTimeBetween(from, this.#last, treeMs);
    return {
      ...shares,
      othersCpus: { mean: othersCpus, max: Math.max(othersCpus, this.#othersCpusMax) },
    };
  }
}
