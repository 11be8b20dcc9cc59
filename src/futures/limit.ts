/** Ends a waiting early: after a time, or by a signal. */
import { listenForAbort, stopListening } from './abort-audience.js';
import { describeValue } from './type-names.js';

/** How long to wait, and what ends the waiting early. Ending the waiting never ends the task. */
export interface WaitOptions {
  /** Milliseconds. Default: no limit; zero or less looks once. */
  timeout?: number;
  /** Its abort ends the waiting, which then rejects with `signal.reason`. */
  signal?: AbortSignal;
}

/** Timers fire at once beyond this, measured on Node 20; it is 24.8 days. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** What a waiting does when it is ended. At most one of them is called, once. */
export interface LimitReached {
  expired(): void;
  aborted(reason: unknown): void;
}

export interface Limit {
  stop(): void;
}

/** Starts the clock and listens to the signal; undefined if there is no limit. */
export function startLimit(options: WaitOptions, reached: LimitReached): Limit | undefined {
  const { timeout, signal } = options;
  if (timeout === undefined && signal === undefined) return undefined;
  if (signal?.aborted) {
    reached.aborted(signal.reason);
    return undefined;
  }
  const onTimeout = () => {
    limit.stop();
    reached.expired();
  };
  const timer = timeout === undefined ? undefined : startTimer(timeout, onTimeout);
  const limit = {
    abort(reason: unknown) {
      limit.stop();
      reached.aborted(reason);
    },
    stop() {
      clearTimeout(timer);
      if (signal !== undefined) stopListening(signal, limit);
    },
  };
  if (signal !== undefined) listenForAbort(signal, limit);
  return limit;
}

/** A timer for any number: Node warns of negative ones, and fires at once beyond its longest. */
export function startTimer(timeoutMs: number, onTimeout: () => void): NodeJS.Timeout | undefined {
  if (timeoutMs === Infinity) return undefined;
  return setTimeout(onTimeout, Math.max(0, Math.min(timeoutMs, LONGEST_TIMEOUT_MS)));
}

/** @throws {TypeError} if the timeout is no number or the signal no AbortSignal. */
export function checkWaitOptions({ timeout, signal }: WaitOptions): void {
  checkTimeout(timeout);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal: expected an AbortSignal, received ${describeValue(signal)}`);
  }
}

/** @throws {TypeError} unless the timeout is a number of milliseconds or undefined. */
export function checkTimeout(timeout: unknown): void {
  if (timeout === undefined) return;
  if (typeof timeout !== 'number' || Number.isNaN(timeout)) {
    const received = typeof timeout === 'number' ? 'NaN' : describeValue(timeout);
    throw new TypeError(`timeout: expected milliseconds, received ${received}`);
  }
}
