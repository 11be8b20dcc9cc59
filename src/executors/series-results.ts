/** What `map` returns: the results of a series in input order, and the end of it. */
import { TimeoutError } from '../futures/errors.js';
import { startLimit, startTimer } from '../futures/limit.js';
import type { Limit, WaitOptions } from '../futures/limit.js';
import type { MapResults } from './executor.js';
import { Failed } from './row.js';
import { NOT_YET, OVER } from './series.js';
import type { Series } from './series.js';

/** A consumer that waits in `next()`. */
interface Taker<R> {
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
    if (this.#takers.length === 0) {
      try {
        const result = this.#take();
        if (result !== undefined) return Promise.resolve(result);
      } catch (error) {
        return Promise.reject(error);
      }
    }
    return new Promise((resolve, reject) => {
      if (this.#takers.push({ resolve, reject }) === 1) this.#startWaiting();
    });
  }

  async toArray(): Promise<R[]> {
    const results: R[] = [];
    for (;;) {
      // Those who have asked before are served first.
      const isFirst = this.#takers.length === 0;
      const result = (isFirst ? this.#take() : undefined) ?? (await this.next());
      if (result.done === true) return results;
      results.push(result.value);
    }
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

  /** The next result, or the end; undefined if it has to be waited for. */
  #take(): IteratorResult<R> | undefined {
    if (this.#isClosed) return { value: undefined, done: true };
    const outcome = this.#interruption ?? this.#series.handOut();
    if (outcome === NOT_YET) return this.#isTooLate() ? this.#fail(overdue()) : undefined;
    if (outcome instanceof Failed) return this.#fail(outcome.error);
    if (outcome !== OVER) return { value: outcome as R, done: false };
    this.#close();
    return { value: undefined, done: true };
  }

  #fail(error: unknown): never {
    this.#close();
    throw error;
  }

  #isTooLate(): boolean {
    if (this.#deadlineMs === Infinity) return false;
    return this.#isOverdue || this.#deadlineMs <= performance.now();
  }

  #startWaiting(): void {
    this.#series.watch(this.#serve);
    if (this.#deadlineMs === Infinity) return;
    this.#deadlineTimer = startTimer(this.#deadlineMs - performance.now(), () => {
      this.#isOverdue = true;
      this.#serve();
    });
  }

  /** Taking may end the series, which serves again: each taker is out of the list before. */
  readonly #serve = (): void => {
    for (let taker = this.#takers.shift(); taker !== undefined; taker = this.#takers.shift()) {
      try {
        const result = this.#take();
        if (result === undefined) {
          this.#takers.unshift(taker);
          return;
        }
        taker.resolve(result);
      } catch (error) {
        taker.reject(error);
      }
    }
    this.#series.watch(undefined);
    clearTimeout(this.#deadlineTimer);
  };

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

function overdue(): TimeoutError {
  return new TimeoutError('the next result of map was not there in time');
}
