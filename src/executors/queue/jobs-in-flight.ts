/**
 * The jobs that an executor has on its queue: which holds which tasks, and what has become of them.
 * To the outbox the queue is a link like that to a worker.
 */
import { Flights } from '../flights.js';
import type { FlightTarget } from '../flights.js';
import type { Link } from '../link.js';
import type { ResultMessage, TaskMessage, ToWorker } from '../remote/messages.js';
import { TaskOutbox } from '../task-outbox.js';
import type { Work } from '../work.js';
import { encode } from './codec.js';
import type { QueueSession } from './session.js';
import type { TaskKeys } from './task-keys.js';
import { PROTOCOL } from './wire.js';
import type { JobData } from './wire.js';

export class JobsInFlight implements FlightTarget {
  readonly #session: QueueSession;
  readonly #keys: TaskKeys;
  readonly #flights = new Flights(this);
  readonly #outbox: TaskOutbox;
  /** To be called when jobs have left the queue. */
  readonly slotsFreed: () => void;

  constructor(session: QueueSession, keys: TaskKeys, slotsFreed: () => void) {
    this.#session = session;
    this.#keys = keys;
    this.slotsFreed = slotsFreed;
    this.#outbox = new TaskOutbox(
      { send: (message) => this.#send(message), check: encode } satisfies Pick<
        Link,
        'send' | 'check'
      >,
      this.#flights,
    );
  }

  get count(): number {
    return this.#flights.count;
  }

  /** Puts the next tasks of this work on the queue as one job, up to `count`. */
  take(work: Work, count: number): void {
    const [, message] = this.#flights.begin(work, count, 0, this.#keys.numberOf(work.fn));
    this.#outbox.add(message);
  }

  /** A host has begun with it. */
  started(id: number): void {
    this.#flights.get(id)?.startClock();
  }

  /** A job reports once. */
  settle(id: number, [, values, failures, tookMs = 0]: ResultMessage): void {
    this.#flights.settle([id, values, failures, tookMs]);
    this.slotsFreed();
  }

  lose(id: number, error: unknown): void {
    this.#flights.taskRejected(id, error);
    this.slotsFreed();
  }

  failAll(makeError: () => unknown): void {
    this.#outbox.clear();
    this.#flights.failAll(makeError);
  }

  stopTask(id: number, _work: Work, reason: unknown): void {
    this.#stop(id, reason);
  }

  dropRest(id: number): void {
    this.#stop(id, undefined);
  }

  released(): void {
    // A queue has no slots of its own: the count of flights is all.
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
