/** Waiting for several futures: `wait` for a condition on all, `asCompleted` for one after another. */
import { TimeoutError } from './errors.js';
import { addWaiter, countsAsDone, Future, hasFailed, removeWaiter } from './future.js';
import { checkWaitOptions, startLimit } from './limit.js';
import type { Limit, WaitOptions } from './limit.js';
import { describeValue } from './type-names.js';

/** What `wait` waits for; named after `FIRST_COMPLETED` and its siblings. */
export type ReturnWhen = 'all-completed' | 'first-completed' | 'first-exception';

const RETURN_WHEN: readonly unknown[] = ['all-completed', 'first-completed', 'first-exception'];

/** The futures that were given to `wait`, in two sets; each set keeps their order. */
export interface WaitResult<T> {
  /** Finished or cancelled. */
  done: Set<Future<T>>;
  /** Still pending or running. */
  notDone: Set<Future<T>>;
}

/**
 * Waits until all futures are done (default), the first one is, or the first one has failed; with
 * `timeout`, no longer than that. The two sets tell what is done then; a timeout is no error.
 *
 * @throws {RangeError} if `returnWhen` is none of the three.
 */
export async function wait<T>(
  futures: Iterable<Future<T>>,
  options: WaitOptions & { returnWhen?: ReturnWhen } = {},
): Promise<WaitResult<T>> {
  const { timeout, returnWhen = 'all-completed' } = options;
  checkWaitOptions(options);
  if (!RETURN_WHEN.includes(returnWhen)) {
    throw new RangeError(`returnWhen: expected ${RETURN_WHEN.join(', ')}, received ${returnWhen}`);
  }
  const all = distinct(futures);
  const open = new Set([...all].filter((future) => !countsAsDone(future)));
  const isOver = () =>
    open.size === 0 || (open.size < all.size && returnWhen === 'first-completed');
  const failedBefore = returnWhen === 'first-exception' && [...all].some(hasFailed);
  const looksOnce = timeout !== undefined && timeout <= 0;
  if (!isOver() && !failedBefore && !looksOnce) {
    await settling(open, options, (future) => {
      return isOver() || (returnWhen === 'first-exception' && hasFailed(future));
    });
  }
  return { done: new Set([...all].filter((future) => !open.has(future))), notDone: open };
}

/** Takes each future out of `open` as it is done; resolves when `isEnough`, or the time is over. */
function settling<T>(
  open: Set<Future<T>>,
  options: WaitOptions,
  isEnough: (latest: Future<unknown>) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter = {
      futureDone(future: Future<unknown>) {
        open.delete(future as Future<T>);
        if (!isEnough(future)) return;
        limit?.stop();
        detach();
        resolve();
      },
    };
    const detach = () => open.forEach((future) => removeWaiter(future, waiter));
    open.forEach((future) => addWaiter(future, waiter));
    const limit = startLimit(options, {
      expired() {
        detach();
        resolve();
      },
      aborted(reason) {
        detach();
        reject(reason);
      },
    });
  });
}

/**
 * Yields each future once it is done: those done already first, in the order given, then the others
 * as they finish. The clock of `timeout` starts at the call.
 *
 * @throws {TimeoutError} from `next()`, once all that was done in time has been handed out.
 */
export function asCompleted<T>(
  futures: Iterable<Future<T>>,
  options: WaitOptions = {},
): AsyncIterableIterator<Future<T>> {
  checkWaitOptions(options);
  return new Completions(distinct(futures), options);
}

/** A consumer that waits in `next()`. */
interface Taker<T> {
  resolve(result: IteratorResult<Future<T>>): void;
  reject(reason: unknown): void;
}

class Completions<T> implements AsyncIterableIterator<Future<T>> {
  readonly #total: number;
  readonly #open = new Set<Future<T>>();
  #ready: (Future<T> | undefined)[] = [];
  #handedOut = 0;
  readonly #takers: Taker<T>[] = [];
  #limit: Limit | undefined;
  /** Why it ends before all are done. */
  #failure: { reason: unknown } | undefined;

  constructor(futures: Set<Future<T>>, options: WaitOptions) {
    this.#total = futures.size;
    for (const future of futures) {
      if (countsAsDone(future)) this.#ready.push(future);
      else this.#open.add(future);
    }
    if (this.#open.size === 0) return;
    for (const future of this.#open) addWaiter(future, this);
    this.#limit = startLimit(options, {
      expired: () => this.#fail(this.#overdue()),
      aborted: (reason) => {
        this.#forgetReady();
        this.#fail(reason);
      },
    });
  }

  futureDone(future: Future<unknown>): void {
    this.#open.delete(future as Future<T>);
    const taker = this.#takers.shift();
    if (taker === undefined) this.#ready.push(future as Future<T>);
    else taker.resolve({ value: future as Future<T>, done: false });
    if (this.#open.size === 0) this.#stop();
  }

  next(): Promise<IteratorResult<Future<T>>> {
    const future = this.#takeReady();
    if (future !== undefined) return Promise.resolve({ value: future, done: false });
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#open.size <= this.#takers.length) {
      return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<Future<T>>> {
    this.#forgetReady();
    this.#failure = undefined;
    this.#stop();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The array is cut in one go when it has been read, so that taking one costs the same for any length. */
  #takeReady(): Future<T> | undefined {
    if (this.#handedOut === this.#ready.length) {
      this.#forgetReady();
      return undefined;
    }
    const future = this.#ready[this.#handedOut];
    this.#ready[this.#handedOut++] = undefined;
    return future;
  }

  #forgetReady(): void {
    this.#ready = [];
    this.#handedOut = 0;
  }

  #fail(reason: unknown): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#failure = { reason };
    else taker.reject(reason);
    this.#stop();
  }

  #overdue(): TimeoutError {
    return new TimeoutError(`${this.#open.size} (of ${this.#total}) futures unfinished`);
  }

  /** Nothing more comes: lets go of the clock and of the futures that are still open. */
  #stop(): void {
    this.#limit?.stop();
    for (const future of this.#open) removeWaiter(future, this);
    this.#open.clear();
    for (const taker of this.#takers.splice(0)) taker.resolve({ value: undefined, done: true });
  }
}

function distinct<T>(futures: Iterable<Future<T>>): Set<Future<T>> {
  const all = new Set<Future<T>>();
  for (const future of futures) {
    if (!(future instanceof Future)) {
      throw new TypeError(`expected futures, received ${describeValue(future)}`);
    }
    all.add(future);
  }
  return all;
}
