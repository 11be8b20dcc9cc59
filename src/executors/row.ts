/**
 * The tasks of a `map` in input order, one cell each:
 *
 *     handed out │ results and tasks in flight │ inputs │ not read yet
 *                ▲ handed                      ▲ begun  ▲ read
 *
 * A cell holds its input, then the mark of a task in flight, then the result, so that a task costs
 * one cell however far it has come.
 */
export class Failed {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** The mark of a task in flight: its result is still to come. */
export const NOT_YET = Symbol('not yet');
/** Handed-out cells are cut off this many at a time at least, which costs O(1) per cell. */
const CUT_LENGTH = 1024;

export class Row {
  #handed = 0;
  #begun = 0;
  #settled = 0;
  #cells: unknown[] = [];
  /** Number of the task in the first cell. */
  #base = 0;

  /** How many wait to begin. */
  get pending(): number {
    return this.#base + this.#cells.length - this.#begun;
  }

  /** How many have been read and not handed out. */
  get buffered(): number {
    return this.#base + this.#cells.length - this.#handed;
  }

  /** Has every task that was read been settled? */
  get isSettled(): boolean {
    return this.#settled === this.#base + this.#cells.length;
  }

  /** Takes the place of an empty row's cells. */
  fill(inputs: unknown[]): void {
    this.#cells = inputs;
  }

  push(input: unknown): void {
    this.#cells.push(input);
  }

  begin(): number {
    return this.#begun++;
  }

  /** The input of a task that begins to run; it is kept no longer. */
  takeInput(task: number): unknown {
    const at = task - this.#base;
    const input = this.#cells[at];
    this.#cells[at] = NOT_YET;
    return input;
  }

  /** @param outcome the result, or a `Failed`. */
  settle(task: number, outcome: unknown): void {
    this.#cells[task - this.#base] = outcome;
    this.#settled++;
  }

  /** Takes out the outcome at the head; `NOT_YET` if that is still to come. */
  handOut(): unknown {
    const at = this.#handed - this.#base;
    const outcome = this.#handed < this.#begun ? this.#cells[at] : NOT_YET;
    if (outcome === NOT_YET) return NOT_YET;
    this.#handed++;
    this.#cells[at] = undefined;
    if (at >= CUT_LENGTH && at * 2 >= this.#cells.length) {
      this.#cells.splice(0, at + 1);
      this.#base = this.#handed;
    }
    return outcome;
  }

  /** Forgets the inputs that no task has begun with, and returns how many they were. */
  dropPending(): number {
    const { pending } = this;
    this.#cells.length -= pending;
    return pending;
  }

  /** Forgets the results that nobody will take. */
  clear(): void {
    this.#cells = [];
    this.#base = this.#handed = this.#begun;
  }
}
