/** How long to wait, and what ends the waiting early. Ending the waiting never ends the task. */
export interface WaitOptions {
  /** Milliseconds. Default: no limit; zero or less looks once. */
  timeout?: number;
  /** Its abort ends the waiting, which then rejects with `signal.reason`. */
  signal?: AbortSignal;
}

/** The read side of a task that has been submitted. Not thenable: await `result()`. */
export declare class Future<T> {
  readonly id: number;
  result(options?: WaitOptions): Promise<T>;
}
