/** What remains of a `map`: work for the executor, results for the consumer. */
import { CancelledError, TimeoutError } from '../futures/errors.js';
import { isWatched } from './attempt.js';
import { ChunkSizer } from './chunk-sizer.js';
import { checkCount } from './counts.js';
import { checkWaitOptions, startLimit, startTimer } from '../futures/limit.js';
import type { Limit } from '../futures/limit.js';
import type { MapOptions, TaskOptions } from './executor.js';
import { openFeed } from './feed.js';
import type { Feed } from './feed.js';
import { Failed, Row } from './row.js';
import type { Abortable, Scope } from './scope.js';
import type { Queued } from './task-queue.js';
import type { Callable, Chunk, Ledger, Work } from './work.js';

/** What a series needs of its executor. */
export interface SeriesHost {
  readonly ledger: Ledger;
  /** @throws if the executor takes no more work. */
  assertOpen(): void;
  /** Hands what waits to the free slots. */
  dispatch(): void;
}

const NO_OPTIONS: TaskOptions = {};

/** A consumer that waits in `next()`. */
interface Taker<R> {
  resolve(result: IteratorResult<R>): void;
  reject(reason: unknown): void;
}

export class Series<R> implements Work, Abortable, AsyncIterableIterator<R> {
  readonly fn: Callable;
  readonly scope: Scope | undefined;
  readonly chunks = new Set<Chunk>();
  level: Queued['level'] = undefined;
  ahead: Queued | undefined = undefined;
  behind: Queued | undefined = undefined;

  readonly #host: SeriesHost;
  readonly #row = new Row();
  readonly #feed: Feed;
  readonly #bufferSize: number;
  readonly #chunkSize: number | 'auto';
  readonly #sizer = new ChunkSizer();
  readonly #limit: Limit | undefined;
  /** On the clock of `performance.now()`. */
  readonly #deadlineMs: number;
  #deadlineTimer: NodeJS.Timeout | undefined;
  #isOverdue = false;
  /** Why nothing comes after the tasks read so far: the inputs are used up, or an error. */
  #end: { failure: Failed | undefined } | undefined;
  /** The consumer's signal has been aborted, with this reason. */
  #interruption: Failed | undefined;
  #isClosed = false;
  readonly #takers: Taker<R>[] = [];

  /**
   * Reads the inputs and begins, as far as they are synchronous and `bufferSize` allows.
   *
   * @throws whatever reading those inputs throws.
   */
  constructor(
    host: SeriesHost,
    scope: Scope | undefined,
    fn: Callable,
    inputs: Iterable<unknown> | AsyncIterable<unknown>,
    options: MapOptions,
  ) {
    checkMapOptions(options);
    this.#host = host;
    this.scope = scope;
    this.fn = fn;
    this.#chunkSize = options.chunkSize ?? 'auto';
    this.#bufferSize = options.bufferSize ?? Infinity;
    this.#deadlineMs = performance.now() + (options.timeout ?? Infinity);
    this.#feed = openFeed(inputs, {
      room: () => (this.#isClosed ? 0 : this.#bufferSize - this.#row.buffered),
      take: (input) => this.#take(input),
      pulled: () => this.#enqueue(),
      end: (failure) => this.#endWith(failure && new Failed(failure.error)),
    });
    scope?.add(this);
    this.#feed.pull();
    this.#throwIfUnreadable();
    this.#limit = startLimit(options.signal === undefined ? {} : { signal: options.signal }, {
      expired: () => undefined,
      aborted: (reason) => this.#stopWaiting(reason),
    });
  }

  get options(): TaskOptions {
    return this.scope?.options ?? NO_OPTIONS;
  }

  get priority(): number {
    return this.scope?.options.priority ?? 0;
  }

  begin(): number {
    const { ledger } = this.#host;
    ledger.pending--;
    ledger.running++;
    const task = this.#row.begin();
    if (this.#row.pending === 0) ledger.queue.remove(this);
    return task;
  }

  takeArgs(task: number): unknown[] {
    return [this.#row.takeInput(task)];
  }

  /** A task that can be aborted travels alone. */
  nextCount(slots: number): number {
    if (isWatched(this)) return 1;
    const { pending } = this.#row;
    return this.#chunkSize === 'auto'
      ? this.#sizer.next(pending, slots)
      : Math.min(this.#chunkSize, pending);
  }

  measured(tasks: number, tookMs: number): void {
    this.#sizer.measured(tasks, tookMs);
  }

  succeed(task: number, value: unknown): void {
    this.#settle(task, value);
  }

  fail(task: number, error: unknown): void {
    this.#settle(task, new Failed(error));
  }

  abort(): void {
    this.#endEarly(new Failed(new CancelledError()));
  }

  cancelPending(): void {
    this.failPending(() => new CancelledError());
  }

  /** The first error ends the series, so that one will do for all that wait. */
  failPending(makeError: () => unknown): void {
    if (this.#row.pending === 0) return;
    this.#endEarly(new Failed(makeError()));
  }

  next(): Promise<IteratorResult<R>> {
    if (this.#takers.length === 0) {
      try {
        const result = this.#handOut();
        if (result !== undefined) return Promise.resolve(result);
      } catch (error) {
        return Promise.reject(error);
      }
    }
    return new Promise((resolve, reject) => {
      this.#takers.push({ resolve, reject });
      this.#startClock();
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

  #take(input: unknown): void {
    this.#host.assertOpen();
    this.#row.push(input);
    this.#host.ledger.pending++;
  }

  #enqueue(): void {
    if (this.#row.pending === 0) return;
    if (this.level === undefined) this.#host.ledger.queue.push(this);
    this.#host.dispatch();
  }

  #throwIfUnreadable(): void {
    const failure = this.#end?.failure;
    if (failure === undefined || this.scope?.options.signal?.aborted === true) return;
    this.#close();
    throw failure.error;
  }

  /** What is dropped must be missed, also when all inputs had been read without an error. */
  #endEarly(failure: Failed): void {
    this.#feed.close();
    if (this.#row.pending > 0) this.#end = { failure };
    this.#dropPending();
    this.#endWith(failure);
  }

  #endWith(failure: Failed | undefined): void {
    this.#end ??= { failure };
    this.#serveTakers();
  }

  #settle(task: number, outcome: unknown): void {
    const { ledger } = this.#host;
    ledger.running--;
    ledger.finished++;
    if (this.#isClosed) return;
    this.#row.settle(task, outcome);
    if (this.#takers.length > 0) this.#serveTakers();
  }

  /** The next result if there is one or will be none, undefined if it has to be waited for. */
  #handOut(): IteratorResult<R> | undefined {
    if (this.#isClosed) return { value: undefined, done: true };
    if (this.#interruption !== undefined) return this.#failWith(this.#interruption.error);
    if (this.#row.isHeadSettled) {
      const outcome = this.#row.handOut();
      if (outcome instanceof Failed) return this.#failWith(outcome.error);
      if (this.#end === undefined) this.#feed.pull();
      return { value: outcome as R, done: false };
    }
    if (this.#end !== undefined && this.#row.buffered === 0) {
      const { failure } = this.#end;
      if (failure !== undefined) return this.#failWith(failure.error);
      this.#close();
      return { value: undefined, done: true };
    }
    if (
      this.#isOverdue ||
      (this.#deadlineMs !== Infinity && this.#deadlineMs <= performance.now())
    ) {
      return this.#failWith(new TimeoutError('the next result of map was not there in time'));
    }
    return undefined;
  }

  #failWith(error: unknown): never {
    this.#close();
    throw error;
  }

  /** Handing out may end the series, which serves again: each taker is out of the list before. */
  #serveTakers(): void {
    for (let taker = this.#takers.shift(); taker !== undefined; taker = this.#takers.shift()) {
      try {
        const result = this.#handOut();
        if (result === undefined) {
          this.#takers.unshift(taker);
          return;
        }
        taker.resolve(result);
      } catch (error) {
        taker.reject(error);
      }
    }
    clearTimeout(this.#deadlineTimer);
    this.#deadlineTimer = undefined;
  }

  /** The clock is read when somebody waits; only then a timer runs. */
  #startClock(): void {
    if (this.#deadlineMs === Infinity || this.#deadlineTimer !== undefined) return;
    this.#deadlineTimer = startTimer(this.#deadlineMs - performance.now(), () => {
      this.#isOverdue = true;
      this.#serveTakers();
    });
  }

  /** The consumer's own signal: whoever waits hears its reason, and the rest is cancelled. */
  #stopWaiting(reason: unknown): void {
    if (this.#isClosed) return;
    this.#interruption = new Failed(reason);
    this.#feed.close();
    this.#dropPending();
    this.#serveTakers();
  }

  /** Cancels what has not begun and forgets the results of the rest. */
  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#feed.close();
    this.#limit?.stop();
    this.scope?.delete(this);
    this.#dropPending();
    this.#row.clear();
    for (const chunk of this.chunks) chunk.dropRest();
    this.#serveTakers();
  }

  #dropPending(): void {
    const { ledger } = this.#host;
    const dropped = this.#row.dropPending();
    if (dropped === 0) return;
    ledger.queue.remove(this);
    ledger.pending -= dropped;
    ledger.finished += dropped;
    ledger.pendingDropped();
  }
}

function checkMapOptions({ chunkSize = 'auto', bufferSize = 1, ...waiting }: MapOptions): void {
  checkWaitOptions(waiting);
  if (!Number.isInteger(bufferSize)) {
    throw new TypeError(`bufferSize: expected a whole number, received ${String(bufferSize)}`);
  }
  checkCount('bufferSize', bufferSize);
  if (chunkSize !== 'auto') checkCount('chunkSize', chunkSize);
}
