/**
 * The jobs that an executor has on its queue: which holds which tasks, and what has become of them.
 * To the outbox the queue is a link like that to a worker.
 */
import { CancelledError } from '../../futures/errors.js';
import { Flight } from '../flight.js';
import type { Link } from '../link.js';
import { fromEnvelope } from '../remote/envelope.js';
import type { ResultMessage, TaskMessage, ToWorker } from '../remote/messages.js';
import { TaskOutbox } from '../task-outbox.js';
import type { Rejections } from '../task-outbox.js';
import type { Work } from '../work.js';
import { encode } from './codec.js';
import type { QueueSession } from './session.js';
import type { TaskKeys } from './task-keys.js';
import { PROTOCOL } from './wire.js';
import type { JobData } from './wire.js';

export class JobsInFlight implements Rejections {
  readonly #session: QueueSession;
  readonly #keys: TaskKeys;
  readonly #slotsFreed: () => void;
  readonly #flights = new Map<number, Flight>();
  readonly #outbox: TaskOutbox;
  #lastId = 0;

  constructor(session: QueueSession, keys: TaskKeys, slotsFreed: () => void) {
    this.#session = session;
    this.#keys = keys;
    this.#slotsFreed = slotsFreed;
    this.#outbox = new TaskOutbox(
      { send: (message) => this.#send(message), check: encode } satisfies Pick<
        Link,
        'send' | 'check'
      >,
      this,
    );
  }

  get count(): number {
    return this.#flights.size;
  }

  /** Puts the next tasks of this work on the queue as one job, up to `count`. */
  take(work: Work, count: number): void {
    const id = ++this.#lastId;
    const isChunk = count > 1;
    const tasks: number[] = [];
    let values: unknown[] = [];
    while (tasks.length < count) {
      const task = work.begin();
      const args = work.takeArgs(task);
      tasks.push(task);
      if (isChunk) values.push(args[0]);
      else values = args;
    }
    const flight = new Flight(0, work, tasks, {
      stopTask: (reason) => this.#stop(id, reason),
      dropRest: () => this.#stop(id, undefined),
    });
    this.#flights.set(id, flight);
    this.#outbox.add([id, 0, this.#keys.numberOf(work.fn), flight.isWatched, isChunk, values]);
  }

  /** A host has begun with it. */
  started(id: number): void {
    this.#flights.get(id)?.startClock();
  }

  settle(id: number, [, values, failures, tookMs = 0]: ResultMessage): void {
    const flight = this.#flights.get(id);
    if (flight === undefined) return;
    // First of all, so that a callback that submits finds the slot free.
    this.#flights.delete(id);
    flight.work.measured(flight.tasks.length, tookMs);
    const errors = failures && new Map(failures);
    values.forEach((value, at) => {
      const error = errors?.get(at);
      if (error === undefined) flight.succeed(value);
      else flight.fail(fromEnvelope(error));
    });
    // What a chunk has not reported was dropped.
    flight.land(() => new CancelledError());
    this.#slotsFreed();
  }

  lose(id: number, error: unknown): void {
    this.taskRejected(id, error);
    this.#slotsFreed();
  }

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
    this.#flights.delete(id);
    flight?.land(() => error);
  }

  rejectionsTold(): void {
    this.#slotsFreed();
  }

  /** @throws if something cannot be encoded; then nothing was sent. */
  #send(message: ToWorker): void {
    if (message.kind !== 'run') return;
    const encoded = message.tasks.map((task) => [task, encode(task[5])] as const);
    for (const [task, args] of encoded) {
      this.#session.send(task[0], this.#keys.keyOf(task[2]), this.#jobData(task, args));
    }
  }

  #jobData([id, , , isWatched, isChunk]: TaskMessage, args: string): JobData {
    const onAbort = this.#flights.get(id)?.work.scope.options.onAbort ?? 'cooperate';
    return { v: PROTOCOL, args, ...(isChunk && { isChunk }), ...(isWatched && { onAbort }) };
  }

  #stop(id: number, reason: unknown): void {
    this.#outbox.flush();
    this.#session.stop(id, reason);
  }
}
