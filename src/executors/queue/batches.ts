/** Sends what comes up while a batch is on its way as the next batch. */
const LARGEST = 500;

export interface BatchTarget<T> {
  /** Rejects if nothing can be delivered any more. */
  ready(): Promise<void>;
  /** Never rejects. */
  deliver(batch: readonly T[]): Promise<void>;
}

export class Batches<T> {
  readonly #target: BatchTarget<T>;
  #waiting: T[] = [];
  #isSending = false;

  constructor(target: BatchTarget<T>) {
    this.#target = target;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    try {
      await this.#target.ready();
      while (this.#waiting.length > 0) await this.#target.deliver(this.#waiting.splice(0, LARGEST));
    } catch {
      this.#waiting = [];
    } finally {
      this.#isSending = false;
    }
  }
}
