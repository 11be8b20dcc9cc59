/** Reads the inputs of a `map`, as many at a time as there is room for. */
import { Failed } from './row.js';

/** Where the inputs go. */
export interface FeedTarget<I> {
  /** How many more inputs it takes now; may be Infinity. */
  room(): number;
  take(input: I): void;
  /** Takes all inputs at once, if there is room for any number. */
  takeAll(inputs: I[]): void;
  /** A pull is over: what was taken may be started. */
  pulled(): void;
  /** No more inputs come; `failure` if reading failed. */
  end(failure?: Failed): void;
}

export interface Feed {
  /** Reads while there is room. Synchronous inputs are read before it returns. */
  pull(): void;
  /** Ends the reading early and lets the source clean up. */
  close(): void;
}

/** @throws {TypeError} if the inputs cannot be iterated. */
export function openFeed<I>(inputs: Iterable<I> | AsyncIterable<I>, target: FeedTarget<I>): Feed {
  if (Symbol.asyncIterator in Object(inputs)) {
    return new AsyncFeed((inputs as AsyncIterable<I>)[Symbol.asyncIterator](), target);
  }
  if (Symbol.iterator in Object(inputs)) {
    return new SyncFeed(inputs as Iterable<I>, target);
  }
  throw new TypeError(`map: expected inputs to iterate over, received ${typeof inputs}`);
}

class SyncFeed<I> implements Feed {
  readonly #inputs: Iterable<I>;
  readonly #target: FeedTarget<I>;
  #source: Iterator<I> | undefined;
  #isOver = false;

  constructor(inputs: Iterable<I>, target: FeedTarget<I>) {
    this.#inputs = inputs;
    this.#target = target;
  }

  pull(): void {
    if (this.#isOver) return;
    try {
      if (this.#target.room() === Infinity) this.#pullAll();
      else this.#pullSome();
    } catch (error) {
      this.#end(new Failed(error));
    }
    this.#target.pulled();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSource(this.#source);
  }

  #pullAll(): void {
    this.#target.takeAll([...this.#inputs]);
    this.#end();
  }

  #pullSome(): void {
    this.#source ??= this.#inputs[Symbol.iterator]();
    while (!this.#isOver && this.#target.room() > 0) {
      const { done, value } = this.#source.next();
      if (done === true) this.#end();
      else this.#target.take(value);
    }
  }

  #end(failure?: Failed): void {
    this.#isOver = true;
    this.#target.end(failure);
  }
}

/** After so many reads without a pause, timers and sockets get their turn. */
const READS_PER_TURN = 256;

class AsyncFeed<I> implements Feed {
  readonly #source: AsyncIterator<I>;
  readonly #target: FeedTarget<I>;
  #isReading = false;
  #isOver = false;

  constructor(source: AsyncIterator<I>, target: FeedTarget<I>) {
    this.#source = source;
    this.#target = target;
  }

  pull(): void {
    if (!this.#isReading && !this.#isOver) void this.#read();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSource(this.#source);
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    let reads = 0;
    try {
      while (!this.#isOver && this.#target.room() > 0) {
        const { done, value } = await this.#source.next();
        if (this.#isOver) return;
        if (done === true) {
          this.#end();
          return;
        }
        this.#target.take(value);
        this.#target.pulled();
        if (++reads % READS_PER_TURN === 0) await nextTurn();
      }
    } catch (error) {
      if (!this.#isOver) this.#end(new Failed(error));
    } finally {
      this.#isReading = false;
    }
  }

  #end(failure?: Failed): void {
    this.#isOver = true;
    this.#target.end(failure);
  }
}

/** Nobody waits for the source's clean-up, or hears of its failure: the series has ended already. */
function closeSource(source: Iterator<unknown> | AsyncIterator<unknown> | undefined): void {
  const closing = async () => source?.return?.();
  closing().catch(() => undefined);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
