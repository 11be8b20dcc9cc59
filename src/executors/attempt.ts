/** A running task under watch: of the timeout and the signal it was submitted with. */
import type { AbortListener } from '../futures/abort-audience.js';
import { TimeoutError } from '../futures/errors.js';
import { startTimer } from '../futures/limit.js';
import type { Work } from './work.js';

export class Attempt implements AbortListener {
  readonly #work: Work;
  readonly #task: number;
  readonly #stopTask: (reason: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #timedOut = false;
  #isOver = false;
  #abortError: Error | undefined;

  /** @param stopTask asks the task to stop; the slot stays taken until it has. */
  constructor(work: Work, task: number, stopTask: (reason: unknown) => void) {
    this.#work = work;
    this.#task = task;
    this.#stopTask = stopTask;
    work.scope.add(this);
  }

  /** The task begins to run: so does its time. */
  startClock(): void {
    const { timeout } = this.#work.scope.options;
    if (timeout === undefined || this.#timer !== undefined || this.#isOver) return;
    this.#timer = startTimer(Math.max(0, timeout), () => this.#expire(timeout));
  }

  abort(reason: unknown): void {
    this.#abortError ??= abortErrorFor(reason);
    this.#stopTask(reason);
  }

  succeed(value: unknown): void {
    this.#stopWatching();
    if (this.#timedOut) return;
    if (this.#abortError === undefined) this.#work.succeed(this.#task, value);
    else this.#work.fail(this.#task, this.#abortError);
  }

  fail(error: unknown): void {
    this.#stopWatching();
    if (!this.#timedOut) this.#work.fail(this.#task, this.#abortError ?? error);
  }

  /** The future ends now; nobody can say when the function will. */
  #expire(timeout: number): void {
    this.#timedOut = true;
    this.#stopWatching();
    const error = new TimeoutError(`the task ran longer than ${timeout} ms`);
    this.#work.fail(this.#task, error);
    this.#stopTask(error);
  }

  #stopWatching(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#work.scope.delete(this);
  }
}

/** The reason itself where it is an AbortError, else one whose cause it is. */
function abortErrorFor(reason: unknown): Error {
  if (reason instanceof Error && reason.name === 'AbortError') return reason;
  const error = new Error('the task was aborted', { cause: reason });
  error.name = 'AbortError';
  return error;
}
