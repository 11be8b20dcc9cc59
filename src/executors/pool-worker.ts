/**
 * One worker of a pool, from its start to its end: which slot holds which task, and the messages.
 * What is handed to it in one turn of the loop travels in one message.
 */
import type { WorkerEnd } from '../futures/errors.js';
import { Flight } from './flight.js';
import type { FunctionNumbers } from './function-numbers.js';
import type { Link, OpenLink } from './link.js';
import { fromEnvelope, toEnvelope } from './remote/envelope.js';
import type { FromWorker, ResultMessage, StartMessage, TaskMessage } from './remote/messages.js';
import { TaskOutbox } from './task-outbox.js';
import type { Rejections } from './task-outbox.js';
import type { Callable, Work } from './work.js';

/** A worker that has not loaded its code by then is given up. */
const BOOT_DEADLINE_MS = 60_000;

/** What a worker tells its pool. */
export interface WorkerOwner {
  /** Results have come in, and slots have become free. */
  slotsFreed(worker: PoolWorker): void;
  workerReady(): void;
  /** Its initializer has thrown this. */
  workerUnfit(error: unknown): void;
  workerEnded(worker: PoolWorker, end: WorkerEnd): void;
}

export interface WorkerSettings {
  /** Its number in the pool; that of the next one that takes its place. */
  index: number;
  /** Tasks after which it takes no more. */
  maxTasks: number;
  start: StartMessage;
  numbers: FunctionNumbers;
  open: OpenLink;
}

export class PoolWorker implements Rejections {
  readonly index: number;
  /** Has it run its initializer? */
  isReady = false;
  /** Its end is wanted: it is no crash. */
  isLeaving = false;
  readonly #owner: WorkerOwner;
  readonly #link: Link;
  readonly #flights: (Flight | undefined)[];
  readonly #freeSlots: number[];
  readonly #numbers: FunctionNumbers;
  readonly #defined = new Set<number>();
  readonly #bootTimer: NodeJS.Timeout;
  #bootError: Error | undefined;
  readonly #outbox: TaskOutbox;
  #tasksLeft: number;
  readonly #ended: Promise<void>;
  #markEnded: (() => void) | undefined;

  constructor(owner: WorkerOwner, settings: WorkerSettings) {
    const { index, maxTasks, start, numbers, open } = settings;
    const { concurrency } = start;
    this.#owner = owner;
    this.#numbers = numbers;
    this.index = index;
    this.#tasksLeft = maxTasks;
    this.#flights = new Array<Flight | undefined>(concurrency).fill(undefined);
    this.#freeSlots = Array.from({ length: concurrency }, (_, slot) => concurrency - 1 - slot);
    this.#ended = new Promise((resolve) => (this.#markEnded = resolve));
    this.#link = open({
      received: (message) => this.#receive(message),
      ended: (end) => this.#end(end),
    });
    this.#outbox = new TaskOutbox(this.#link, this);
    this.#bootTimer = setTimeout(() => this.#giveUpBooting(), BOOT_DEADLINE_MS).unref();
    this.#link.send(start);
  }

  /** Tasks in flight. */
  get load(): number {
    return this.#flights.length - this.#freeSlots.length;
  }

  get canTake(): boolean {
    return this.#freeSlots.length > 0 && this.#tasksLeft > 0 && !this.isLeaving;
  }

  /** It has run as many tasks as it may, and the last one has ended. */
  get isSpent(): boolean {
    return this.#tasksLeft === 0 && this.load === 0;
  }

  /** Hands it the next tasks of this work for one slot, up to `count`. */
  take(work: Work, count: number): void {
    const slot = this.#freeSlots.pop();
    if (slot === undefined) throw new Error(`worker ${this.index} has no free slot`);
    if (this.load === 1) this.#link.ref();
    const isChunk = count > 1;
    const tasks: number[] = [];
    const values: unknown[] = [];
    for (let taken = Math.min(count, this.#tasksLeft); taken > 0; taken--) {
      const task = work.begin();
      tasks.push(task);
      const args = work.takeArgs(task);
      if (isChunk) values.push(args[0]);
      else values.push(...args);
    }
    this.#tasksLeft -= tasks.length;
    const flight = new Flight(
      work,
      tasks,
      (reason) => this.#stopTask(slot, work, reason),
      () => this.#link.send({ kind: 'drop', slot }),
    );
    this.#flights[slot] = flight;
    const fn = this.#numberOf(work.fn);
    const message: TaskMessage = [slot, fn, flight.isWatched, isChunk, values];
    const transfer = work.movedWith(values);
    if (transfer.length > 0) this.#outbox.sendMoving(message, transfer);
    else this.#outbox.add(message);
  }

  /** Ends it; what it still runs is lost. Resolves when it is gone. */
  end(how: 'close' | 'terminate' | 'kill'): Promise<void> {
    this.isLeaving = true;
    this.#link.ref();
    this.#link[how]();
    return this.#ended;
  }

  /** Takes out all that is in flight. */
  takeFlights(): Flight[] {
    this.#outbox.clear();
    const flights = this.#flights.filter((flight) => flight !== undefined);
    this.#flights.fill(undefined);
    return flights;
  }

  inputRejected(slot: number, at: number, error: unknown): void {
    const flight = this.#flights[slot];
    flight?.drop(at, error);
    if (flight?.isOver) this.#free(slot);
  }

  slotRejected(slot: number, error: unknown): void {
    const flight = this.#flights[slot];
    this.#free(slot);
    while (flight?.isOver === false) flight.fail(error);
  }

  rejectionsTold(): void {
    this.#owner.slotsFreed(this);
  }

  #numberOf(fn: Callable): number {
    const number = this.#numbers.of(fn);
    if (!this.#defined.has(number)) {
      this.#defined.add(number);
      this.#link.send(this.#numbers.definition(fn));
    }
    return number;
  }

  #free(slot: number): void {
    this.#flights[slot] = undefined;
    this.#freeSlots.push(slot);
    if (this.load === 0 && !this.isLeaving) this.#link.unref();
  }

  #stopTask(slot: number, work: Work, reason: unknown): void {
    if (work.scope.options.onAbort === 'terminate') void this.end('terminate');
    else {
      this.#outbox.flush();
      this.#link.send({ kind: 'abort', slot, reason: toEnvelope(reason) });
    }
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'booted':
        clearTimeout(this.#bootTimer);
        break;
      case 'ready':
        this.isReady = true;
        this.#owner.workerReady();
        break;
      case 'unfit':
        this.#owner.workerUnfit(fromEnvelope(message.error));
        break;
      case 'results':
        for (const result of message.results) this.#settle(result);
        this.#owner.slotsFreed(this);
        break;
    }
  }

  #settle([slot, values, failures, tookMs]: ResultMessage): void {
    const flight = this.#flights[slot];
    if (flight === undefined) return;
    const errors = failures && new Map(failures);
    if (tookMs !== undefined) {
      this.#free(slot);
      flight.work.measured(flight.tasks.length, tookMs);
    }
    values.forEach((value, at) => {
      const error = errors?.get(at);
      if (error === undefined) flight.succeed(value);
      else flight.fail(fromEnvelope(error));
    });
    if (tookMs !== undefined) flight.land();
  }

  #giveUpBooting(): void {
    this.#bootError = new Error(`it did not start within ${BOOT_DEADLINE_MS} ms`);
    this.#link.kill();
  }

  #end(end: WorkerEnd): void {
    clearTimeout(this.#bootTimer);
    const cause = this.#bootError ?? end.cause;
    this.#owner.workerEnded(this, cause === undefined ? end : { ...end, cause });
    this.#markEnded?.();
  }
}
