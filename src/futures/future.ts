/**
 * A future is one result that is still to come: `Future` reads it, `Settler` writes it.
 *
 *     pending ──▶ running ──▶ finished            nothing leaves the states on the right
 *        │                       ▲
 *        │───────────────────────╯
 *        ╰─────▶ cancelled ──▶ cancelled and notified
 *
 * The second cancelled state is CPython's: `wait` and `asCompleted` count a cancelled future only
 * once its executor has acknowledged it by `setRunningOrNotifyCancel`.
 */
import { reportCallbackError } from './callback-errors.js';
import { CancelledError, InvalidStateError, TimeoutError } from './errors.js';
import { rankOf, Sleeper, withListener, withoutListener } from './audience.js';
import type { Audience, DoneCallback, Listener, Rank, Waiter } from './audience.js';
import { checkWaitOptions, startLimit } from './limit.js';
import type { Limit, WaitOptions } from './limit.js';
import { describeError, describeValue } from './type-names.js';

/** The four states of a future; nothing leaves the last two. */
export type FutureState = 'pending' | 'running' | 'cancelled' | 'finished';

/** What a future was at one moment. A failure is told by its `error` field, whatever was thrown. */
export type Snapshot<T> =
  | { readonly state: 'pending' | 'running' | 'cancelled' }
  | { readonly state: 'finished'; readonly value: T }
  | { readonly state: 'finished'; readonly error: unknown };

/** Hears that its future was cancelled. */
interface Canceller {
  cancelRequested(): void;
}

const PENDING = 0;
const RUNNING = 1;
const CANCELLED = 2;
const NOTIFIED = 3;
const RETURNED = 4;
const RAISED = 5;
type Phase = 0 | 1 | 2 | 3 | 4 | 5;

const STATES: Record<Phase, FutureState> = {
  [PENDING]: 'pending',
  [RUNNING]: 'running',
  [CANCELLED]: 'cancelled',
  [NOTIFIED]: 'cancelled',
  [RETURNED]: 'finished',
  [RAISED]: 'finished',
};

/* What only `Settler` and the waiting functions may do. The class fills these in below. */
/** Sets who is told of a cancellation. */
export let adopt: <T>(future: Future<T>, canceller: Canceller) => void;
export let succeed: <T>(future: Future<T>, value: T) => void;
export let fail: <T>(future: Future<T>, error: unknown) => void;
export let setRunningOrNotifyCancel: <T>(future: Future<T>) => boolean;

/** Done for `wait` and `asCompleted`: finished, or cancelled and acknowledged. */
export let countsAsDone: (future: Future<unknown>) => boolean;
export let hasFailed: (future: Future<unknown>) => boolean;
export let addWaiter: (future: Future<unknown>, waiter: Waiter<Future<unknown>>) => void;
export let removeWaiter: (future: Future<unknown>, waiter: Waiter<Future<unknown>>) => void;

let lastId = 0;

/** The read side of a task that has been submitted. Not thenable: await `result()`. */
export class Future<T> {
  /** Counted from 1 in this process. */
  readonly id = ++lastId;
  #phase: Phase = PENDING;
  #outcome: unknown = undefined;
  #audience: Audience<Future<never>> = undefined;
  /** The write side, as long as there is something to cancel. */
  #canceller: Canceller | undefined = undefined;

  /** Where it is between submission and outcome. */
  get state(): FutureState {
    return STATES[this.#phase];
  }

  /** Cancelled or finished. */
  done(): boolean {
    return this.#phase >= CANCELLED;
  }

  /** Handed to a slot of its executor, and not done. */
  running(): boolean {
    return this.#phase === RUNNING;
  }

  /** Cancelled before it started. */
  cancelled(): boolean {
    return this.#phase === CANCELLED || this.#phase === NOTIFIED;
  }

  /** Cancels the future if it has not started. True if it is cancelled now, or was before. */
  cancel(): boolean {
    if (this.#phase !== PENDING) return this.cancelled();
    this.#phase = CANCELLED;
    const canceller = this.#canceller;
    this.#canceller = undefined;
    canceller?.cancelRequested();
    this.#tell('sleepers', 'callbacks');
    return true;
  }

  /**
   * The task's result.
   *
   * @throws whatever the task threw.
   * @throws {CancelledError} if the future was cancelled.
   * @throws {TimeoutError} if it is unfinished after `timeout`; the task goes on.
   */
  result(options?: WaitOptions): Promise<T> {
    if (options !== undefined) checkWaitOptions(options);
    if (this.done()) return this.#settledResult();
    const timeout = options?.timeout;
    if (timeout !== undefined && timeout <= 0) return Promise.reject(this.#overdue(timeout));
    return new Promise<T>((resolve, reject) => {
      const sleeper = new Sleeper(resolve, reject);
      this.#audience = withListener(this.#audience, sleeper);
      if (options !== undefined) sleeper.limit = this.#startLimit(sleeper, options);
    });
  }

  /**
   * The error that the task threw, or undefined after success.
   *
   * @throws {CancelledError} if the future was cancelled.
   * @throws {TimeoutError} if it is unfinished after `timeout`.
   */
  async exception(options?: WaitOptions): Promise<unknown> {
    try {
      await this.result(options);
      return undefined;
    } catch (error) {
      if (this.#phase === RAISED && Object.is(error, this.#outcome)) return error;
      throw error;
    }
  }

  /**
   * Calls `callback(future)` once the future is done, at once if it is. Callbacks run in the order
   * in which they were added, in the turn that settles the future; what one throws, or an async one
   * rejects with, is reported and stops none of the others.
   */
  addDoneCallback(callback: (future: Future<T>) => void): void {
    if (typeof callback !== 'function') {
      throw new TypeError(
        `addDoneCallback expects a function, received ${describeValue(callback)}`,
      );
    }
    if (this.done()) this.#call(callback);
    else this.#audience = withListener(this.#audience, callback);
  }

  /** State and outcome in one look. */
  snapshot(): Snapshot<T> {
    if (this.#phase === RETURNED) {
      return Object.freeze({ state: 'finished', value: this.#outcome as T });
    }
    if (this.#phase === RAISED) return Object.freeze({ state: 'finished', error: this.#outcome });
    return Object.freeze({ state: this.state as 'pending' | 'running' | 'cancelled' });
  }

  /** As in `<Future #7 state=finished returned string>`. */
  toString(): string {
    return `<Future #${this.id} state=${this.state}${this.#outcomeText()}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** What `Object.prototype.toString` shows. */
  get [Symbol.toStringTag](): string {
    return 'Future';
  }

  #outcomeText(): string {
    if (this.#phase === RETURNED) return ` returned ${describeValue(this.#outcome)}`;
    if (this.#phase === RAISED) return ` raised ${describeError(this.#outcome)}`;
    return '';
  }

  #settledResult(): Promise<T> {
    if (this.#phase === RETURNED) return Promise.resolve(this.#outcome as T);
    return Promise.reject(this.#failure());
  }

  #failure(): unknown {
    return this.#phase === RAISED ? this.#outcome : new CancelledError();
  }

  #startLimit(sleeper: Sleeper<T>, options: WaitOptions): Limit | undefined {
    const giveUp = (reason: unknown) => {
      this.#audience = withoutListener(this.#audience, sleeper);
      sleeper.reject(reason);
    };
    return startLimit(options, {
      aborted: giveUp,
      expired: () => giveUp(this.#overdue(options.timeout)),
    });
  }

  #overdue(timeout = 0): TimeoutError {
    return new TimeoutError(`${this} is not done after ${Math.max(0, timeout)} ms`);
  }

  #settle(phase: typeof RETURNED | typeof RAISED, outcome: unknown): void {
    if (this.#phase >= CANCELLED) throw this.#invalidState();
    this.#phase = phase;
    this.#outcome = outcome;
    this.#canceller = undefined;
    const audience = this.#audience;
    if (audience === undefined) return;
    if (Array.isArray(audience)) this.#tell('waiters', 'sleepers', 'callbacks');
    else {
      this.#audience = undefined;
      this.#tellOne(audience);
    }
  }

  #setRunningOrNotifyCancel(): boolean {
    if (this.#phase === PENDING) {
      this.#phase = RUNNING;
      return true;
    }
    if (this.#phase !== CANCELLED) throw this.#invalidState();
    this.#phase = NOTIFIED;
    this.#tell('waiters');
    return false;
  }

  /** Tells those of these ranks, one rank after the other; each is told once. */
  #tell(...ranks: Rank[]): void {
    const audience = this.#audience;
    if (audience === undefined) return;
    const listeners = Array.isArray(audience) ? audience : [audience];
    this.#audience = listeners.filter((listener) => !ranks.includes(rankOf(listener)));
    for (const rank of ranks) {
      for (const listener of listeners) if (rankOf(listener) === rank) this.#tellOne(listener);
    }
  }

  #tellOne(listener: Listener<Future<never>>): void {
    if (typeof listener === 'function') this.#call(listener);
    else if (listener instanceof Sleeper) this.#wake(listener);
    else listener.futureDone(this as Future<unknown> as Future<never>);
  }

  #wake({ limit, resolve, reject }: Sleeper<never>): void {
    limit?.stop();
    if (this.#phase === RETURNED) resolve(this.#outcome as never);
    else reject(this.#failure());
  }

  #call(callback: DoneCallback<Future<never>>): void {
    const report = (error: unknown) => reportCallbackError(error, this);
    try {
      const returned = callback(this as Future<unknown> as Future<never>);
      if (returned instanceof Promise) returned.catch(report);
    } catch (error) {
      report(error);
    }
  }

  #invalidState(): InvalidStateError {
    const name = this.#phase === NOTIFIED ? 'CANCELLED_AND_NOTIFIED' : this.state.toUpperCase();
    return new InvalidStateError(`${name}: ${this}`);
  }

  static {
    adopt = (future, canceller) => (future.#canceller = canceller);
    succeed = (future, value) => future.#settle(RETURNED, value);
    fail = (future, error) => future.#settle(RAISED, error);
    setRunningOrNotifyCancel = (future) => future.#setRunningOrNotifyCancel();
    countsAsDone = (future) => future.#phase >= NOTIFIED;
    hasFailed = (future) => future.#phase === RAISED;
    addWaiter = (future, waiter) => {
      future.#audience = withListener(future.#audience, waiter);
    };
    removeWaiter = (future, waiter) => {
      future.#audience = withoutListener(future.#audience, waiter);
    };
  }
}
