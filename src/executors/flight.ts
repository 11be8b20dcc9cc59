/** What a worker has been handed for one of its slots: a task, or a chunk of a `map`. */
import { CancelledError } from '../futures/errors.js';
import { Attempt } from './attempt.js';
import type { Work } from './work.js';

export class Flight {
  readonly work: Work;
  /** The numbers of its tasks, in the order in which the worker reports them. */
  readonly tasks: number[];
  readonly #attempt: Attempt | undefined;
  #settled = 0;

  /**
   * @param stopTask asks the worker to stop, if it is a task that can be aborted.
   * @param dropRest asks the worker not to begin the rest of a chunk.
   */
  constructor(
    work: Work,
    tasks: number[],
    stopTask: (reason: unknown) => void,
    readonly dropRest: () => void,
  ) {
    this.work = work;
    this.tasks = tasks;
    if (tasks.length > 1) work.chunks?.add(this);
    const [first] = tasks;
    if (first !== undefined && work.scope.isWatched)
      this.#attempt = new Attempt(work, first, stopTask);
  }

  get isWatched(): boolean {
    return this.#attempt !== undefined;
  }

  get isOver(): boolean {
    return this.#settled === this.tasks.length;
  }

  /** Settles the next task. */
  succeed(value: unknown): void {
    const task = this.tasks[this.#settled++];
    if (this.#attempt !== undefined) this.#attempt.succeed(value);
    else if (task !== undefined) this.work.succeed(task, value);
  }

  fail(error: unknown): void {
    const task = this.tasks[this.#settled++];
    if (this.#attempt !== undefined) this.#attempt.fail(error);
    else if (task !== undefined) this.work.fail(task, error);
  }

  /** The worker has reported all that it will; what it left out was dropped. */
  land(): void {
    this.work.chunks?.delete(this);
    while (!this.isOver) this.fail(new CancelledError());
  }

  /** Fails one that was never sent; the worker will not report it. */
  drop(at: number, error: unknown): void {
    for (const task of this.tasks.splice(at, 1)) this.work.fail(task, error);
  }
}
