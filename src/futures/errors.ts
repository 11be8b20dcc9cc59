/** The errors of futures and executors. Their names are stable: a caller may match on `error.name`. */

/** The future was cancelled before it ran. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor(message = 'the future was cancelled') {
    super(message);
  }
}

/** The time given to wait, or to run, is over. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** A step that the state of a future does not allow. */
export class InvalidStateError extends Error {
  override readonly name = 'InvalidStateError';
}

/** Something was submitted to an executor that has been shut down. */
export class ExecutorShutdownError extends Error {
  override readonly name: string = 'ExecutorShutdownError';
  constructor(message = 'cannot schedule new futures after shutdown') {
    super(message);
  }
}

/** How a worker ended, as far as the operating system told. */
export interface WorkerEnd {
  /** What it exited with; `null` if a signal ended it or it never ran. */
  exitCode?: number | null;
  /** The signal that ended it, such as `'SIGKILL'`. */
  signal?: string | null;
  /** What made it end, if that is known. */
  cause?: unknown;
}

/** A worker was lost or could not start; the executor takes no more work. */
export class BrokenExecutorError extends Error {
  override readonly name: string = 'BrokenExecutorError';
  /** What the lost worker exited with; `null` if a signal ended it or it never ran. */
  readonly exitCode: number | null;
  /** The signal that ended the lost worker, such as `'SIGKILL'`; `null` if none did. */
  readonly signal: string | null;

  constructor(message: string, { exitCode = null, signal = null, cause }: WorkerEnd = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
    this.signal = signal;
  }
}

/** A thread of a worker pool was lost. */
export class BrokenWorkerPoolError extends BrokenExecutorError {
  override readonly name = 'BrokenWorkerPoolError';
}

/** A child of a process pool was lost. */
export class BrokenProcessPoolError extends BrokenExecutorError {
  override readonly name = 'BrokenProcessPoolError';
}

/** The task was in flight on a worker that was lost; the executor goes on with a new one. */
export class WorkerLostError extends BrokenExecutorError {
  override readonly name = 'WorkerLostError';
}

/** There is no Redis where one was expected, it refuses, or no host serves the queue. */
export class QueueUnavailableError extends BrokenExecutorError {
  override readonly name = 'QueueUnavailableError';
  /** What may help. */
  readonly tries: readonly string[];

  constructor(message: string, { tries = [], ...end }: WorkerEnd & { tries?: string[] } = {}) {
    super(message, end);
    this.tries = tries;
  }
}

/** The function cannot be found where it should run. */
export class NotPortableError extends TypeError {
  override readonly name = 'NotPortableError';
}

/** An argument or a result cannot be copied to where it is needed. */
export class NotCloneableError extends TypeError {
  override readonly name = 'NotCloneableError';
}

/** The module of a task could not be loaded, or lacks the task's export. */
export class TaskLoadError extends Error {
  override readonly name = 'TaskLoadError';
}

/** A host was asked for a task that it does not know. */
export class UnknownTaskError extends Error {
  override readonly name = 'UnknownTaskError';
}
