/** How a future comes to its end. */
import { adopt, fail, Future, setRunningOrNotifyCancel, succeed } from './future.js';

/** The write side of a future: for executors, and for whoever bridges from another world. */
export class Settler<T> {
  /** The read side. */
  readonly future = new Future<T>();

  constructor() {
    adopt(this.future, this);
  }

  /**
   * To be called before the work starts. False if the future was cancelled: then the work must not
   * start, and those who wait are told.
   *
   * @throws {InvalidStateError} if the future runs, has finished, or was told before.
   */
  setRunningOrNotifyCancel(): boolean {
    return setRunningOrNotifyCancel(this.future);
  }

  /**
   * Ends the future with a value.
   *
   * @throws {InvalidStateError} if the future is done.
   */
  setResult(value: T): void {
    succeed(this.future, value);
  }

  /**
   * Ends the future with an error, whatever was thrown.
   *
   * @throws {InvalidStateError} if the future is done.
   */
  setException(error: unknown): void {
    fail(this.future, error);
  }

  /**
   * Called in the turn in which a pending future is cancelled, before anyone else hears of it.
   * An executor overrides it to drop the task and to acknowledge.
   */
  cancelRequested(): void {
    // Whoever settles by hand acknowledges when it gets to the task.
  }
}
