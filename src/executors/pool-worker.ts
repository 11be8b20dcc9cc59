/**
 * One worker of a pool, from its start to its end: which slot holds which task, and the messages.
 * What is handed to it in one turn of the loop travels in one message.
 */
import { CancelledError } from '../futures/errors.js';
import type { WorkerEnd } from '../futures/errors.js';
import { Flight } from './flight.js';
import type { FunctionNumbers } from './function-numbers.js';
import type { Link, OpenLink } from './link.js';
import { fromEnvelope, toEnvelope } from './remote/envelope.js';
import type { FromWorker, ResultMessage, StartMessage, TaskMessage } from './remote/messages.js';
import { Slots } from './slots.js';
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
  readonly #slots: Slots;
  /** What it holds, by id. */
  readonly #flights = new Map<number, Flight>();
  #lastId = 0;
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
    this.#owner = owner;
    this.#numbers = numbers;
    this.index = index;
    this.#tasksLeft = maxTasks;
    this.#slots = new Slots(start.concurrency);
    this.#ended = new Promise((resolve) => (this.#markEnded = resolve));
    this.#link = open({
      received: (message) => this.#receive(message),
      ended: (end) => this.#end(end),
    });
    this.#outbox = new TaskOutbox(this.#link, this);
    this.#bootTimer = setTimeout(() => this.#giveUpBooting(), BOOT_DEADLINE_MS).unref();
    this.#link.send(start);
  }

  /** Slots that hold something. */
  get load(): number {
    return this.#slots.taken;
  }

  get canTake(): boolean {
    return this.#slots.hasFree && this.#mayHaveMore;
  }

  /** Is there a slot with nothing behind what runs in it? */
  get canTakeBehind(): boolean {
    return this.#slots.hasRoomBehind && this.#mayHaveMore;
  }

  /** It has run as many tasks as it may, and the last one has ended. */
  get isSpent(): boolean {
    return this.#tasksLeft === 0 && this.load === 0;
  }

  /** Hands it the next tasks of this work, up to `count`, for a free slot or behind one. */
  take(work: Work, count: number): void {
    if (this.load === 0) this.#link.ref();
    const id = ++this.#lastId;
    const slot = this.#slots.take();
    const isChunk = count > 1;
    const { tasks, values } = this.#begin(work, Math.min(count, this.#tasksLeft), isChunk);
    const flight = new Flight(slot, work, tasks, {
      stopTask: (reason) => this.#stopTask(id, work, reason),
      dropRest: () => this.#link.send({ kind: 'drop', id }),
    });
    this.#flights.set(id, flight);
    flight.startClock();
    const fn = this.#numberOf(work.fn);
    const message: TaskMessage = [id, slot, fn, flight.isWatched, isChunk, values];
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

  /** Fails all that it holds; it reports no more of it. */
  failAll(makeError: () => unknown): void {
    this.#outbox.clear();
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
    this.#owner.slotsFreed(this);
  }

  get #mayHaveMore(): boolean {
    return this.#tasksLeft > 0 && !this.isLeaving;
  }

  /** The arguments of one task, or the inputs of several. */
  #begin(work: Work, count: number, isChunk: boolean): { tasks: number[]; values: unknown[] } {
    const tasks: number[] = [];
    let values: unknown[] = [];
    while (tasks.length < count) {
      const task = work.begin();
      const args = work.takeArgs(task);
      tasks.push(task);
      if (isChunk) values.push(args[0]);
      else values = args;
    }
    this.#tasksLeft -= count;
    return { tasks, values };
  }

  #numberOf(fn: Callable): number {
    const number = this.#numbers.of(fn);
    if (!this.#defined.has(number)) {
      this.#defined.add(number);
      this.#link.send(this.#numbers.definition(fn));
    }
    return number;
  }

  #release(id: number, flight: Flight): void {
    this.#flights.delete(id);
    this.#slots.release(flight.slot);
    if (this.load === 0 && !this.isLeaving) this.#link.unref();
  }

  #stopTask(id: number, work: Work, reason: unknown): void {
    if (work.scope.options.onAbort === 'terminate') void this.end('terminate');
    else {
      this.#outbox.flush();
      this.#link.send({ kind: 'abort', id, reason: toEnvelope(reason) });
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

  #settle([id, values, failures, tookMs]: ResultMessage): void {
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
