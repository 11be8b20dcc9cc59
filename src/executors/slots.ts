/**
 * The slots of a worker. In each runs one task or chunk, and one more may wait behind it in the
 * worker, so that the worker need not stand idle until it is handed the next.
 */
export class Slots {
  /** How many each slot holds: none, one that runs, or another behind it. */
  readonly #held: number[];
  readonly #free: number[];

  constructor(slots: number) {
    this.#held = new Array<number>(slots).fill(0);
    this.#free = Array.from({ length: slots }, (_, slot) => slots - 1 - slot);
  }

  /** How many slots hold something. */
  get taken(): number {
    return this.#held.length - this.#free.length;
  }

  get hasFree(): boolean {
    return this.#free.length > 0;
  }

  /** Is there a slot with nothing behind what runs? */
  get hasRoomBehind(): boolean {
    return this.#held.includes(1);
  }

  /** A free slot, else one behind whose task another may wait; that is for the caller to know. */
  take(): number {
    const slot = this.#free.pop() ?? this.#held.indexOf(1);
    this.#held[slot] = (this.#held[slot] ?? 0) + 1;
    return slot;
  }

  release(slot: number): void {
    const held = (this.#held[slot] ?? 0) - 1;
    this.#held[slot] = held;
    if (held === 0) this.#free.push(slot);
  }
}
