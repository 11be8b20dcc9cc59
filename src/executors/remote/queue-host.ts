/** A host of a queue: any number of them, on any machine, run what submitters put on it. */
import { hostname } from 'node:os';

import { AsyncPoolExecutor } from '../async-pool.js';
import { EventLoopExecutor } from '../event-loop.js';
import type { Executor } from '../executor.js';
import { ModelError, parseModel } from '../model-spec.js';
import { addressOf } from '../portable.js';
import { ProcessPoolExecutor } from '../process-pool.js';
import { checkQueueName } from '../queue/queue-name.js';
import { checkConnection, defaultConnection } from '../queue/redis.js';
import { DEFAULT_QUEUE } from '../queue/wire.js';
import type { Callable } from '../work.js';
import { WorkerPoolExecutor } from '../worker-pool.js';
import { HostServer } from './queue-host-server.js';
import type { HostTask } from './queue-host-server.js';

/** Which Redis and queue to serve, with what, and which tasks. */
export interface QueueHostOptions {
  /** URL of the Redis. Default: REDIS_URL, else redis://127.0.0.1:6379. */
  connection?: string;
  /** Default `'loop-or-pool'`. */
  queue?: string;
  /** What runs the tasks: any model but a queue. Default `'worker-pool:cpus'`. */
  model?: string;
  /** The tasks it knows, by the key under which submitters ask for them. Pools need portable functions. */
  tasks: Readonly<Record<string, Callable>>;
}

/** What a host does at this moment, and has done since it was started. */
export interface HostHealth {
  /** `draining`: it finishes what it runs and takes nothing new. */
  state: 'starting' | 'up' | 'draining' | 'closed';
  /** Jobs it can run at a time. */
  slots: number;
  /** Jobs it runs now. */
  running: number;
  /** Jobs that have ended well. */
  finished: number;
  /** Jobs that have ended by an error. */
  failed: number;
}

/** Runs jobs of a queue from its construction until it is closed. */
export class QueueHost implements AsyncDisposable {
  /** By which submitters and errors name it: machine, process and number. */
  readonly name = `${hostname()}-${process.pid}-${nextNumber++}`;
  readonly #slots: number;
  readonly #opening: Promise<HostServer>;
  #server: HostServer | undefined;
  #closing: Promise<void> | undefined;
  #isClosed = false;

  /** @throws {TypeError}, {RangeError} or {NotPortableError} naming the option that is wrong. */
  constructor({
    connection = defaultConnection(),
    queue = DEFAULT_QUEUE,
    model = 'worker-pool:cpus',
    tasks,
  }: QueueHostOptions) {
    checkConnection(connection);
    checkQueueName(queue);
    const { workers, concurrency } = parseModel(model);
    this.#slots = workers * concurrency;
    const table = new Map(Object.entries(tasks).map(([key, fn]) => [key, hostTask(fn, model)]));
    const executor = openHostModel(model);
    const { name } = this;
    this.#opening = HostServer.open({
      connection,
      queue,
      name,
      executor,
      slots: this.#slots,
      tasks: table,
    });
    this.#opening.then(
      (server) => (this.#server = server),
      () => executor.shutdown(),
    );
  }

  /**
   * Resolves when it takes jobs.
   *
   * @throws {QueueUnavailableError} if there is no Redis.
   */
  async ready(): Promise<void> {
    await this.#opening;
  }

  /** Asks nobody: what this host knows of itself. */
  health(): HostHealth {
    const { running = 0, finished = 0, failed = 0 } = this.#server ?? {};
    return { state: this.#state, slots: this.#slots, running, finished, failed };
  }

  /** Takes no more jobs; resolves when those it has are done. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #state(): HostHealth['state'] {
    if (this.#isClosed) return 'closed';
    if (this.#closing !== undefined) return 'draining';
    return this.#server === undefined ? 'starting' : 'up';
  }

  async #close(): Promise<void> {
    const server = await this.#opening.catch(() => undefined);
    await server?.drain();
    this.#isClosed = true;
  }
}

let nextNumber = 1;

/** The executor in which a host runs its jobs: a lost worker fails its own jobs only. */
export function openHostModel(model: string, firstLane = 0): Executor {
  const { name, workers, concurrency } = parseModel(model);
  const options = { workers, concurrency, firstLane, onCrash: 'replace' } as const;
  switch (name) {
    case 'event-loop':
      return new EventLoopExecutor();
    case 'async-pool':
      return new AsyncPoolExecutor({ concurrency });
    case 'worker-pool':
      return new WorkerPoolExecutor(options);
    case 'process-pool':
      return new ProcessPoolExecutor(options);
    case 'queue':
      throw new ModelError(
        `model: a host cannot run its jobs on '${model}': choose a pool, such as worker-pool:2`,
      );
  }
}

function hostTask(fn: Callable, model: string): HostTask {
  const { name } = parseModel(model);
  return name === 'worker-pool' || name === 'process-pool' ? { address: addressOf(fn) } : { fn };
}
