/**
 * What has been handed to a worker, or put on a queue, and has not come back: one flight for each
 * message, by the number that it travels under.
 */
import { CancelledError } from '../futures/errors.js';
import { toArgs } from './arguments.js';
import { Flight } from './flight.js';
import { fromEnvelope } from './remote/envelope.js';
import type { ResultMessage, TaskMessage } from './remote/messages.js';
import type { Rejections } from './task-outbox.js';
import type { Work } from './work.js';

/** Where the flights go. */
export interface FlightTarget {
  /** Asks it to stop a task that can be aborted. */
  stopTask(id: number, work: Work, reason: unknown): void;
  /** Asks it not to begin the rest of a chunk. */
  dropRest(id: number): void;
  /** It holds this flight no longer; what it has settled is told afterwards. */
  released(flight: Flight): void;
  /** Slots have become free, and all that is to be told about it has been told. */
  slotsFreed(): void;
}

export class Flights implements Rejections {
  readonly #target: FlightTarget;
  readonly #flights = new Map<number, Flight>();
  #lastId = 0;

  constructor(target: FlightTarget) {
    this.#target = target;
  }

  get count(): number {
    return this.#flights.size;
  }

  get(id: number): Flight | undefined {
    return this.#flights.get(id);
  }

  /** Begins the next tasks of this work, as many as `count`, and writes the message that takes them. */
  begin(work: Work, count: number, slot: number, fn: number): [Flight, TaskMessage] {
    const id = ++this.#lastId;
    const isChunk = count > 1;
    const tasks: number[] = [];
    let values: unknown[] = [];
    while (tasks.length < count) {
      const task = work.begin();
      const input = work.takeInput(task);
      tasks.push(task);
      if (isChunk) values.push(input);
      else values = toArgs(input);
    }
    const flight = new Flight(slot, work, tasks, {
      stopTask: (reason) => this.#target.stopTask(id, work, reason),
      dropRest: () => this.#target.dropRest(id),
    });
    this.#flights.set(id, flight);
    return [flight, [id, slot, fn, flight.isWatched, isChunk, values]];
  }

  /** Settles the tasks that the message reports, and all that is left if it is the last one. */
  settle([id, values, failures, tookMs]: ResultMessage): void {
    const flight = this.#flights.get(id);
    if (flight === undefined) return;
    const isLast = tookMs !== undefined;
    if (isLast) {
      // First of all, so that a callback that submits finds the slot free.
      this.#release(id, flight);
      flight.work.measured(flight.tasks.length, tookMs);
    }
    const errors = failures && new Map(failures);
    values.forEach((value, at) => {
      const error = errors?.get(at);
      if (error === undefined) flight.succeed(value);
      else flight.fail(fromEnvelope(error));
    });
    // What a chunk has not reported was dropped.
    if (isLast) flight.land(() => new CancelledError());
  }

  /** Fails all of them; nothing more is reported of them. */
  failAll(makeError: () => unknown): void {
    const flights = [...this.#flights.values()];
    this.#flights.clear();
    for (const flight of flights) flight.land(makeError);
  }

  inputRejected(id: number, at: number, error: unknown): void {
    const flight = this.#flights.get(id);
    flight?.drop(at, error);
    if (flight?.isOver) this.taskRejected(id, error);
  }

  taskRejected(id: number, error: unknown): void {
    const flight = this.#flights.get(id);
    if (flight === undefined) return;
    this.#release(id, flight);
    flight.land(() => error);
  }

  rejectionsTold(): void {
    this.#target.slotsFreed();
  }

  #release(id: number, flight: Flight): void {
    this.#flights.delete(id);
    this.#target.released(flight);
  }
}
