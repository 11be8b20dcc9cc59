/** What a worker has been handed at once for one of its slots: a task, or a chunk of a `map`. */
import { Attempt } from './attempt.js';
import type { Chunk, Work } from './work.js';

/** What a flight may ask of its worker. */
export interface FlightOrders {
  /** Asks the worker to stop a task that can be aborted. */
  stopTask(reason: unknown): void;
  /** Asks the worker not to begin the rest of a chunk. */
  dropRest(): void;
}

export class Flight implements Chunk {
  readonly slot: number;
  readonly work: Work;
  /** The numbers of its tasks, in the order in which the worker reports them. */
  readonly tasks: number[];
  readonly #orders: FlightOrders;
  readonly #attempt: Attempt | undefined;
  #settled = 0;

  constructor(slot: number, work: Work, tasks: number[], orders: FlightOrders) {
    this.slot = slot;
    this.work = work;
    this.tasks = tasks;
    this.#orders = orders;
    if (tasks.length > 1) work.chunks?.add(this);
    const [first] = tasks;
    if (first === undefined || !work.scope.isWatched) return;
    this.#attempt = new Attempt(work, first, (reason) => orders.stopTask(reason));
  }

  /** What it holds begins to run. */
  startClock(): void {
    this.#attempt?.startClock();
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

  /** The worker reports no more of it; what is still open fails. */
  land(makeError: () => unknown): void {
    this.work.chunks?.delete(this);
    while (!this.isOver) this.fail(makeError());
  }

  dropRest(): void {
    this.#orders.dropRest();
  }

  /** Fails one that was never sent; the worker will not report it. */
  drop(at: number, error: unknown): void {
    for (const task of this.tasks.splice(at, 1)) this.work.fail(task, error);
  }
}
