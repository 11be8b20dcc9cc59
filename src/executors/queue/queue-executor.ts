/** Tasks as jobs on a queue in Redis, run by hosts on any machine. */
import { randomUUID } from 'node:crypto';

import { QueueUnavailableError } from '../../futures/errors.js';
import { BaseExecutor } from '../base-executor.js';
import { checkCount } from '../counts.js';
import { formatModel } from '../model-spec.js';
import type { Callable } from '../work.js';
import { JobsInFlight } from './jobs-in-flight.js';
import { checkQueueName } from './queue-name.js';
import { checkConnection, defaultConnection } from './redis.js';
import { QueueSession } from './session.js';
import { TaskKeys } from './task-keys.js';
import { DEFAULT_QUEUE } from './wire.js';

/** Which Redis and queue, and whether to start hosts for it here. */
export interface QueueExecutorOptions {
  /** URL of the Redis; user, password and TLS (`rediss:`) by URL. Default: REDIS_URL, else redis://127.0.0.1:6379. */
  connection?: string;
  /** Default: one of its own if it starts hosts, which is deleted at the end; else `'loop-or-pool'`. */
  queue?: string;
  /** Hosts to start on this machine. Default 0: others have started some. */
  localHosts?: number;
  /** Tasks in flight on each host that it starts. Default 1. At least 1. */
  concurrency?: number;
  /** Most jobs on the queue at a time; the rest waits here, where it can be cancelled. Default: as many as the hosts run. At least 1. */
  inFlight?: number;
  /** Keys under which the hosts know functions. Default: a portable function's export name. */
  tasks?: Readonly<Record<string, Callable>>;
}

/** How many jobs may wait on the queue for each one that runs, if they are quick. */
const QUICK_DEPTH = 2;

/**
 * Runs functions on the hosts of a queue. Each task runs at most once: when its host is lost, its
 * future fails with `WorkerLostError`, at once for hosts started here, else within 20 s.
 */
export class QueueExecutor extends BaseExecutor {
  /** `queue:2x10` with hosts of its own, else `queue`. */
  readonly model: string;
  readonly #session: QueueSession;
  readonly #keys: TaskKeys;
  readonly #jobs: JobsInFlight;
  readonly #inFlight: number | undefined;
  #makeBroken: (() => QueueUnavailableError) | undefined;

  /** @throws {TypeError} or {RangeError} naming the option that is wrong. */
  constructor(options: QueueExecutorOptions = {}) {
    super();
    const { localHosts = 0, concurrency = 1, inFlight, tasks = {} } = options;
    const { connection = defaultConnection(), queue } = options;
    checkConnection(connection);
    if (queue !== undefined) checkQueueName(queue);
    if (localHosts !== 0) checkCount('localHosts', localHosts);
    checkCount('concurrency', concurrency);
    if (inFlight !== undefined) checkCount('inFlight', inFlight);
    const id = `e${randomUUID().slice(0, 13)}`;
    // Short: it is in each of the twenty keys that a command of BullMQ names.
    const ownQueue = localHosts > 0 ? id : DEFAULT_QUEUE;
    const isPrivate = queue === undefined;
    const local = localHosts > 0 ? { hosts: localHosts, concurrency, isPrivate } : undefined;
    this.#inFlight = inFlight;
    this.model = local ? formatModel({ name: 'queue', workers: localHosts, concurrency }) : 'queue';
    this.#session = new QueueSession(
      { connection, queue: queue ?? ownQueue, id, local },
      {
        started: (job) => this.#jobs.started(job),
        settled: (job, result) => this.#jobs.settle(job, result),
        lost: (job, error) => this.#jobs.lose(job, error),
        hostsChanged: () => this.dispatch(),
        broken: (message, cause) => this.#break(message, cause),
      },
    );
    this.#keys = new TaskKeys(tasks, local !== undefined, (key, address) =>
      this.#session.define(key, address),
    );
    this.#jobs = new JobsInFlight(this.#session, this.#keys, () => this.#slotsFreed());
  }

  /**
   * Connects and starts what is to be started; the first `submit` does so as well. Resolves when
   * hosts take jobs.
   *
   * @throws {QueueUnavailableError} within 5 s if there is no Redis, it refuses, or no host serves the queue.
   */
  async ready(): Promise<void> {
    await this.#session.open();
    if (this.isIdle) this.#session.hold(false);
  }

  protected override assertOpen(): void {
    if (this.#makeBroken !== undefined) throw this.#makeBroken();
    super.assertOpen();
  }

  protected override dispatch(): void {
    const { queue } = this.ledger;
    if (queue.first === undefined || this.#makeBroken !== undefined) return;
    void this.#session.open().catch(() => undefined);
    this.#session.hold(true);
    const most = this.#inFlight ?? this.#session.slots;
    // Shares of a map's rest are for slots of hosts: jobs that only wait for one need none.
    const slots = Math.min(most, Math.max(1, this.#session.slots));
    for (let work = queue.first; work !== undefined; work = queue.first) {
      const depth = work.mayWaitBehind(most) ? QUICK_DEPTH * most : most;
      if (this.#jobs.count >= depth) return;
      this.#jobs.take(work, work.nextCount(slots));
    }
  }

  protected override get workers(): number {
    return this.#session.hosts;
  }

  protected override get isIdle(): boolean {
    return this.#jobs.count === 0;
  }

  protected override admit(fn: Callable): void {
    this.#keys.admit(fn);
  }

  protected override async close(): Promise<void> {
    await this.#session.close();
  }

  #slotsFreed(): void {
    this.dispatch();
    if (this.isIdle && this.ledger.pending === 0) this.#session.hold(false);
    this.closeIfDone();
  }

  /** Fails everything, each future with an error of its own, and takes no more. */
  #break(message: string, cause: QueueUnavailableError | undefined): void {
    if (this.#makeBroken !== undefined) return;
    const tries = [...(cause?.tries ?? [])];
    const makeError = () => new QueueUnavailableError(message, { tries, cause: cause?.cause });
    this.#makeBroken = makeError;
    this.forAllPending((work) => work.failPending(makeError));
    this.#jobs.failAll(makeError);
    void this.#session.close('kill');
    this.closeIfDone();
  }
}
