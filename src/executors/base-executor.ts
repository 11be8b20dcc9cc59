/**
 * What all executors share: taking work in, counting it, and closing. An executor adds where tasks
 * run: `dispatch` hands the head of the queue to each free slot.
 */
import { ExecutorShutdownError } from '../futures/errors.js';
import type { Future } from '../futures/future.js';
import { checkWaitOptions } from '../futures/limit.js';
import { Call } from './call.js';
import type {
  Executor,
  ExecutorStats,
  MapOptions,
  MapResults,
  ShutdownOptions,
  TaskOptions,
} from './executor.js';
import { Scope } from './scope.js';
import { SeriesResults } from './series-results.js';
import { Series } from './series.js';
import type { SeriesHost } from './series.js';
import { TaskQueue } from './task-queue.js';
import type { Callable, Ledger, Work } from './work.js';

let isExiting = false;
process.prependListener('exit', () => (isExiting = true));

export abstract class BaseExecutor implements Executor {
  abstract readonly model: string;
  protected readonly ledger: Ledger = {
    queue: new TaskQueue<Work>(),
    pending: 0,
    running: 0,
    finished: 0,
    pendingDropped: () => this.closeIfDone(),
  };
  readonly #seriesHost: SeriesHost = {
    assertOpen: () => this.assertOpen(),
    dispatch: () => this.dispatch(),
  };
  /** Of what is submitted without options. */
  readonly #plainScope = new Scope(this.ledger, {});
  #isShutdown = false;
  #closing: Promise<void> | undefined;
  #whenClosed: (() => void)[] = [];

  submit<A extends unknown[], R>(fn: (...args: A) => R | PromiseLike<R>, ...args: A): Future<R> {
    return this.#submit(this.#plainScope, fn, args);
  }

  map<I, R>(
    fn: (input: I) => R | PromiseLike<R>,
    inputs: Iterable<I> | AsyncIterable<I>,
    options: MapOptions = {},
  ): MapResults<R> {
    return this.#map(this.#plainScope, fn, inputs, options);
  }

  with(options: TaskOptions): Pick<Executor, 'submit' | 'map'> {
    const scope = new Scope(this.ledger, options);
    return {
      submit: (fn, ...args) => this.#submit(scope, fn, args),
      map: (fn, inputs, mapOptions = {}) => this.#map(scope, fn, inputs, mapOptions),
    };
  }

  async shutdown({ wait = true, cancelFutures = false }: ShutdownOptions = {}): Promise<void> {
    this.#isShutdown = true;
    if (cancelFutures) this.forAllPending((work) => work.cancelPending());
    this.closeIfDone();
    if (wait) await this.#closed();
  }

  /** The same as `shutdown()`; called at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  stats(): ExecutorStats {
    const { pending, running, finished } = this.ledger;
    return { workers: this.workers, pending, running, finished };
  }

  /** @throws {ExecutorShutdownError} after `shutdown`, and while the process exits. */
  protected assertOpen(): void {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    if (isExiting) {
      throw new ExecutorShutdownError(
        'cannot schedule new futures after the process began to exit',
      );
    }
  }

  /** Hands what waits to the free slots. */
  protected abstract dispatch(): void;

  /** Live workers. */
  protected abstract get workers(): number;

  /** Does no slot hold a task? */
  protected abstract get isIdle(): boolean;

  /** @throws if the function cannot run here. */
  protected abstract admit(fn: Callable): void;

  /** Lets go of the workers; called once, when nothing is left to do. */
  protected abstract close(): Promise<void>;

  protected get isShutdown(): boolean {
    return this.#isShutdown;
  }

  /** Takes all work out of the queue; callbacks may take out some of it meanwhile. */
  protected forAllPending(takeOut: (work: Work) => void): void {
    const { queue } = this.ledger;
    for (let work = queue.first; work !== undefined; work = queue.first) takeOut(work);
  }

  /** To be called whenever a slot has become free and nothing waits for it. */
  protected closeIfDone(): void {
    if (!this.#isShutdown || this.#closing !== undefined) return;
    if (!this.isIdle || this.ledger.pending > 0) return;
    this.#closing = this.close();
    void this.#closing.finally(() => {
      for (const resolve of this.#whenClosed.splice(0)) resolve();
    });
  }

  #submit<A extends unknown[], R>(
    scope: Scope,
    fn: (...args: A) => R | PromiseLike<R>,
    args: A,
  ): Future<R> {
    this.#assertRunnable(fn);
    const call = new Call<R>(scope, fn, args);
    this.dispatch();
    return call.future;
  }

  #map<I, R>(
    scope: Scope,
    fn: (input: I) => R | PromiseLike<R>,
    inputs: Iterable<I> | AsyncIterable<I>,
    options: MapOptions,
  ): MapResults<R> {
    this.#assertRunnable(fn);
    checkWaitOptions(options);
    return new SeriesResults<R>(new Series(this.#seriesHost, scope, fn, inputs, options), options);
  }

  #assertRunnable(fn: Callable): void {
    if (typeof fn !== 'function') {
      throw new TypeError(`expected a function to run, received ${typeof fn}`);
    }
    this.assertOpen();
    this.admit(fn);
  }

  #closed(): Promise<void> {
    return this.#closing ?? new Promise((resolve) => this.#whenClosed.push(resolve));
  }
}
