/** What `map` returns: the results of a series in input order, and the end of it. */
import { TimeoutError } from '../futures/errors.js';
import { startLimit, startTimer } from '../futures/limit.js';
import type { Limit, WaitOptions } from '../futures/limit.js';
import type { MapResults } from './executor.js';
import { Failed, NOT_YET } from './row.js';
import { OVER } from './series.js';
import type { Series } from './series.js';

/** A consumer that waits: in `next()`, or in `toArray()`, which keeps its place until the end. */
interface Taker<R> {
  /** Where all results go that come until the end. */
  readonly results?: R[];
  resolve(result: IteratorResult<R>): void;
  reject(reason: unknown): void;
}

export class SeriesResults<R> implements MapResults<R> {
  readonly #series: Series;
  readonly #takers: Taker<R>[] = [];
  readonly #limit: Limit | undefined;
  /** On the clock of `performance.now()`. */
  readonly #deadlineMs: number;
  #deadlineTimer: NodeJS.Timeout | undefined;
  #isOverdue = false;
  /** The consumer's signal has been aborted, with this reason. */
  #interruption: Failed | undefined;
  #isServing = false;
  #isClosed = false;

  /** The clock starts here. */
  constructor(series: Series, { timeout = Infinity, signal }: WaitOptions) {
    this.#series = series;
    this.#deadlineMs = performance.now() + timeout;
    if (signal !== undefined) {
      this.#limit = startLimit(
        { signal },
        { expired() {}, aborted: (reason) => this.#interrupt(reason) },
      );
    }
  }

  next(): Promise<IteratorResult<R>> {
    const outcome = this.#takers.length === 0 ? this.#take() : NOT_YET;
    if (outcome !== NOT_YET && !isEnd(outcome)) {
      return Promise.resolve({ value: outcome as R, done: false });
    }
    return new Promise((resolve, reject) => {
      const taker = { resolve, reject };
      if (isEnd(outcome)) this.#endWith(outcome, taker);
      else this.#wait(taker);
    });
  }

  toArray(): Promise<R[]> {
    const results: R[] = [];
    return new Promise((resolve, reject) => {
      this.#wait({ results, resolve: () => resolve(results), reject });
    });
  }

  return(): Promise<IteratorResult<R>> {
    this.#close();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #wait(taker: Taker<R>): void {
    if (this.#takers.push(taker) > 1) return;
    this.#serve();
    if (this.#takers.length > 0) this.#startTimer();
  }

  /** The next result, a `Failed`, `OVER`, or `NOT_YET` if it has to be waited for. */
  #take(): unknown {
    if (this.#isClosed) return OVER;
    const outcome = this.#interruption ?? this.#handOut();
    return outcome === NOT_YET && this.#isTooLate() ? new Failed(overdue()) : outcome;
  }

  /** What comes next cannot be begun: the results end here. */
  #handOut(): unknown {
    try {
      return this.#series.handOut();
    } catch (error) {
      return new Failed(error);
    }
  }

  #isTooLate(): boolean {
    if (this.#deadlineMs === Infinity) return false;
    return this.#isOverdue || this.#deadlineMs <= performance.now();
  }

  #startTimer(): void {
    if (this.#deadlineMs === Infinity) return;
    this.#deadlineTimer = startTimer(this.#deadlineMs - performance.now(), () => {
      this.#isOverdue = true;
      this.#serve();
    });
  }

  /** Serves those who wait, in turn. To take a result reads on, which may tell of progress again. */
  readonly #serve = (): void => {
    if (this.#isServing) return;
    this.#isServing = true;
    let taker = this.#takers[0];
    while (taker !== undefined && this.#serveOne(taker)) taker = this.#takers[0];
    this.#isServing = false;
  };

  /** False if it has to wait. */
  #serveOne(taker: Taker<R>): boolean {
    const outcome = this.#take();
    if (outcome === NOT_YET) {
      this.#series.watch(this.#serve, taker.results === undefined ? 'next' : 'all');
      return false;
    }
    if (taker.results !== undefined && !isEnd(outcome)) taker.results.push(outcome as R);
    else {
      this.#takers.shift();
      if (isEnd(outcome)) this.#endWith(outcome, taker);
      else taker.resolve({ value: outcome as R, done: false });
      if (this.#takers.length === 0) this.#stopWaiting();
    }
    return true;
  }

  #stopWaiting(): void {
    this.#series.watch(undefined, 'next');
    clearTimeout(this.#deadlineTimer);
  }

  /** Those who wait behind this taker find the results closed. */
  #endWith(end: Failed | typeof OVER, taker: Taker<R>): void {
    if (end === OVER) taker.resolve({ value: undefined, done: true });
    else taker.reject(end.error);
    this.#close();
  }

  /** Who waits hears the reason, and the rest is cancelled. */
  #interrupt(reason: unknown): void {
    this.#interruption = new Failed(reason);
    this.#series.stop();
    this.#serve();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#limit?.stop();
    this.#series.close();
    this.#serve();
  }
}

function isEnd(outcome: unknown): outcome is Failed | typeof OVER {
  return outcome === OVER || outcome instanceof Failed;
}

function overdue(): TimeoutError {
  return new TimeoutError('the next result of map was not there in time');
}
