/** Futures brought into each of CPython's five states by hand, as its tests do. */
import { Settler, type Future } from '../../src/index.js';

export function pending<T = number>(): Settler<T> {
  return new Settler<T>();
}

export function running<T = number>(): Settler<T> {
  const settler = new Settler<T>();
  settler.setRunningOrNotifyCancel();
  return settler;
}

/** Cancelled, but no executor has noticed: `wait` and `asCompleted` do not count it as done. */
export function cancelled<T = number>(): Settler<T> {
  const settler = new Settler<T>();
  settler.future.cancel();
  return settler;
}

export function cancelledAndNotified<T = number>(): Settler<T> {
  const settler = cancelled<T>();
  settler.setRunningOrNotifyCancel();
  return settler;
}

export function succeeded<T>(value: T): Settler<T> {
  const settler = new Settler<T>();
  settler.setResult(value);
  return settler;
}

export function failed<T = number>(error: unknown): Settler<T> {
  const settler = new Settler<T>();
  settler.setException(error);
  return settler;
}

export function futuresOf<T>(...settlers: Settler<T>[]): Future<T>[] {
  return settlers.map((settler) => settler.future);
}
