/**
 * A host at work: takes jobs off a queue, has a pool of ours run them, and listens for what submitters
 * want of it. Its own loop runs no task, so that it can renew its hold on the jobs it has.
 */
import type { Job, Worker } from 'bullmq';

import { BrokenExecutorError, UnknownTaskError } from '../../futures/errors.js';
import { closestName } from '../closest-name.js';
import type { Executor, TaskOptions } from '../executor.js';
import { portable } from '../portable.js';
import type { TaskAddress } from '../portable.js';
import { HOST_JOB_URL } from '../queue-far-side.js';
import { decode } from '../queue/codec.js';
import { parcelKey, stow, unstow } from '../queue/parcels.js';
import { connectRedis } from '../queue/redis.js';
import type { Redis } from '../queue/redis.js';
import { channelsOf, failureText, LOCK_MS, LOST_CHECK_MS, PROTOCOL } from '../queue/wire.js';
import type { Announcement, JobData, ToHosts } from '../queue/wire.js';
import type { Callable } from '../work.js';
import { fromEnvelope } from './envelope.js';
import type { ErrorEnvelope } from './envelope.js';
import { failedJob, performFunction, performJob } from './queue-host-job.js';
import type { JobOutcome } from './queue-host-job.js';

/** Where a host finds a task: elsewhere by its address, or in its own loop. */
export type HostTask = { address: TaskAddress } | { fn: Callable };

export interface HostServerOptions {
  connection: string;
  queue: string;
  /** How others call it; no two hosts of a queue may share it. */
  name: string;
  executor: Executor;
  /** Jobs at a time. */
  slots: number;
  /** May grow while the host runs. */
  tasks: ReadonlyMap<string, HostTask>;
}

portable(HOST_JOB_URL, performJob);

/** Stops that came before their jobs are remembered; so many at most. */
const EARLY_STOPS = 1_000;

export class HostServer {
  finished = 0;
  failed = 0;
  readonly #options: HostServerOptions;
  /** By job; a call that may not be stopped has no controller. */
  readonly #running = new Map<string, AbortController | undefined>();
  readonly #stoppedEarly = new Map<string, unknown>();
  readonly #commands: Redis;
  readonly #listener: Redis;
  #worker: Worker<JobData, string> | undefined;

  private constructor(options: HostServerOptions, commands: Redis, listener: Redis) {
    this.#options = options;
    this.#commands = commands;
    this.#listener = listener;
  }

  /**
   * Resolves when it takes jobs.
   *
   * @throws {QueueUnavailableError} if there is no Redis.
   */
  static async open(options: HostServerOptions): Promise<HostServer> {
    const commands = await connectRedis(options.connection);
    const listener = await connectRedis(options.connection).catch((error: unknown) => {
      commands.disconnect();
      throw error;
    });
    const server = new HostServer(options, commands, listener);
    await server.#listen();
    await server.#work();
    await server.#announce(false);
    return server;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Takes no more jobs; resolves when those it has are done. */
  async drain(): Promise<void> {
    // First of all: while the word is under way, a job that ends must not bring the next one along.
    const closed = this.#worker?.close();
    await this.#announce(true).catch(() => undefined);
    await closed;
    await this.#options.executor.shutdown();
    this.#commands.disconnect();
    this.#listener.disconnect();
  }

  async #listen(): Promise<void> {
    this.#listener.on('message', (_channel, text) => this.#receive(JSON.parse(text) as ToHosts));
    await this.#listener.subscribe(channelsOf(this.#options.queue).toHosts);
  }

  async #work(): Promise<void> {
    const { UnrecoverableError, Worker } = await import('bullmq');
    const { queue, name, slots } = this.#options;
    this.#worker = new Worker<JobData, string>(
      queue,
      async (job) => {
        const { text, failure } = await this.#run(job);
        if (failure === undefined) this.finished++;
        else this.failed++;
        const kept = await stow(this.#commands, parcelKey(queue, job.id ?? '', 'outcome'), text);
        if (failure === undefined) return kept;
        throw new UnrecoverableError(failureText(failure, kept));
      },
      {
        connection: this.#commands,
        name,
        concurrency: slots,
        lockDuration: LOCK_MS,
        stalledInterval: LOST_CHECK_MS,
        // At most once: a job whose host was lost fails, and is not run again.
        maxStalledCount: 0,
      },
    );
    // A connection that is lost comes back; a job that was lost meanwhile is its submitter's to miss.
    this.#worker.on('error', () => undefined);
    await this.#worker.waitUntilReady();
  }

  async #run(job: Job<JobData, string>): Promise<JobOutcome> {
    const { id = '', name, data } = job;
    const mayStop = data.onAbort !== undefined || data.isChunk === true;
    const stop = mayStop ? new AbortController() : undefined;
    this.#running.set(id, stop);
    try {
      const task = this.#taskNamed(name, data.v);
      const args = await unstow(
        this.#commands,
        parcelKey(this.#options.queue, id, 'args'),
        data.args,
      );
      const outcome = this.#submit(task, data, args, stop?.signal);
      // Only now: what is aborted before it is submitted would never run.
      if (this.#stoppedEarly.has(id)) stop?.abort(this.#stoppedEarly.get(id));
      return await outcome;
    } catch (error) {
      return failedJob(error);
    } finally {
      this.#running.delete(id);
      this.#stoppedEarly.delete(id);
    }
  }

  #submit(
    task: HostTask,
    { isChunk, onAbort }: JobData,
    args: string,
    signal: AbortSignal | undefined,
  ): Promise<JobOutcome> {
    const { executor } = this.#options;
    const options: TaskOptions = { ...(signal && { signal }), ...(onAbort && { onAbort }) };
    const through = executor.with(options);
    const future =
      'address' in task
        ? through.submit(performJob, task.address, isChunk === true, args)
        : through.submit(performFunction, task.fn, isChunk === true, args);
    return future.result();
  }

  #taskNamed(key: string, version: number): HostTask {
    const { name, tasks } = this.#options;
    if (version !== PROTOCOL) {
      throw new BrokenExecutorError(
        `host ${name} speaks version ${PROTOCOL} of the queue's protocol, and the job came in ` +
          `version ${version}: install the same loop-or-pool on both sides`,
      );
    }
    const task = tasks.get(key);
    if (task !== undefined) return task;
    const known = [...tasks.keys()];
    const near = closestName(key, known);
    throw new UnknownTaskError(
      `host ${name} knows no task '${key}', ` +
        (near === undefined ? `but ${known.sort().join(', ') || 'none at all'}` : `but '${near}'`) +
        '; register it in QueueHost.tasks, or start the worker with --workloads DIR',
    );
  }

  #receive(message: ToHosts): void {
    if (message.kind === 'hello') {
      this.#announce(false).catch(() => undefined);
      return;
    }
    const { job } = message;
    const reason = fromEnvelope(decode(message.reason) as ErrorEnvelope);
    if (this.#running.has(job)) this.#running.get(job)?.abort(reason);
    else this.#rememberStop(job, reason);
  }

  #rememberStop(job: string, reason: unknown): void {
    this.#stoppedEarly.set(job, reason);
    const [oldest] = this.#stoppedEarly.keys();
    if (this.#stoppedEarly.size > EARLY_STOPS && oldest !== undefined)
      this.#stoppedEarly.delete(oldest);
  }

  async #announce(isLeaving: boolean): Promise<void> {
    const { queue, name: host, slots } = this.#options;
    const announcement: Announcement = { host, v: PROTOCOL, slots, isLeaving };
    await this.#commands.publish(channelsOf(queue).fromHosts, JSON.stringify(announcement));
  }
}
