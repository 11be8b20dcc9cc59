/**
 * One worker of a pool, from its start to its end: which slot holds which task, and the messages.
 * What is handed to it in one turn of the loop travels in one message.
 */
import type { WorkerEnd } from '../futures/errors.js';
import type { Flight } from './flight.js';
import { Flights } from './flights.js';
import type { FlightTarget } from './flights.js';
import type { FunctionNumbers } from './function-numbers.js';
import type { Link, OpenLink } from './link.js';
import { fromEnvelope, toEnvelope } from './remote/envelope.js';
import type { FromWorker, StartMessage } from './remote/messages.js';
import { Slots } from './slots.js';
import { TaskOutbox } from './task-outbox.js';
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

export class PoolWorker implements FlightTarget {
  readonly index: number;
  /** Has it run its initializer? */
  isReady = false;
  /** Its end is wanted: it is no crash. */
  isLeaving = false;
  readonly #owner: WorkerOwner;
  readonly #link: Link;
  readonly #slots: Slots;
  readonly #flights = new Flights(this);
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
    this.#outbox = new TaskOutbox(this.#link, this.#flights);
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
    const slot = this.#slots.take();
    const tasks = Math.min(count, this.#tasksLeft);
    this.#tasksLeft -= tasks;
    const [flight, message] = this.#flights.begin(work, tasks, slot, this.#numberOf(work.fn));
    flight.startClock();
    const transfer = work.movedWith(message[5]);
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
    this.#flights.failAll(makeError);
  }

  stopTask(id: number, work: Work, reason: unknown): void {
    if (work.scope.options.onAbort === 'terminate') void this.end('terminate');
    else {
      this.#outbox.flush();
      this.#link.send({ kind: 'abort', id, reason: toEnvelope(reason) });
    }
  }

  dropRest(id: number): void {
    this.#link.send({ kind: 'drop', id });
  }

  released(flight: Flight): void {
    this.#slots.release(flight.slot);
    if (this.load === 0 && !this.isLeaving) this.#link.unref();
  }

  slotsFreed(): void {
    this.#owner.slotsFreed(this);
  }

  get #mayHaveMore(): boolean {
    return this.#tasksLeft > 0 && !this.isLeaving;
  }

  #numberOf(fn: Callable): number {
    const number = this.#numbers.of(fn);
    if (!this.#defined.has(number)) {
      this.#defined.add(number);
      this.#link.send(this.#numbers.definition(fn));
    }
    return number;
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
        for (const result of message.results) this.#flights.settle(result);
        this.#owner.slotsFreed(this);
        break;
    }
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
