/**
 * Who wants to know of a future's end. Most futures have one listener or none, and there may be a
 * hundred thousand futures: a single listener is kept as it is, several in an array.
 */
import type { Limit } from './limit.js';

/** Hears once that the future counts as done for `wait` and `asCompleted`. */
export interface Waiter<F> {
  futureDone(future: F): void;
}

/** An async one returns a promise, of whose failure nobody else would hear. */
export type DoneCallback<F> = (future: F) => unknown;

/** Somebody who awaits the result. */
export class Sleeper<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
  /** What may end the waiting before the future does. */
  limit: Limit | undefined = undefined;

  constructor(resolve: (value: T) => void, reject: (reason: unknown) => void) {
    this.resolve = resolve;
    this.reject = reject;
  }
}

export type Listener<F> = Waiter<F> | Sleeper<never> | DoneCallback<F>;
export type Audience<F> = Listener<F> | Listener<F>[] | undefined;

/** The order in which they are told, which is CPython's. */
export type Rank = 'waiters' | 'sleepers' | 'callbacks';

export function rankOf<F>(listener: Listener<F>): Rank {
  if (typeof listener === 'function') return 'callbacks';
  return listener instanceof Sleeper ? 'sleepers' : 'waiters';
}

export function withListener<F>(audience: Audience<F>, listener: Listener<F>): Audience<F> {
  if (audience === undefined) return listener;
  if (!Array.isArray(audience)) return [audience, listener];
  audience.push(listener);
  return audience;
}

/** Searches from the end: who came last often leaves first. */
export function withoutListener<F>(audience: Audience<F>, listener: Listener<F>): Audience<F> {
  if (audience === listener) return undefined;
  if (Array.isArray(audience)) {
    const at = audience.lastIndexOf(listener);
    if (at !== -1) audience.splice(at, 1);
  }
  return audience;
}
