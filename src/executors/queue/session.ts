/**
 * An executor's presence on its queue, from the first job to the last: opens what it takes to send
 * jobs (`JobsOut`), to talk with hosts (`HostChannel`, `LocalHosts`) and to miss what is lost
 * (`Losses`), and closes it again.
 */
import { QueueUnavailableError } from '../../futures/errors.js';
import type { TaskAddress } from '../portable.js';
import { Batches } from './batches.js';
import { withinDeadline } from './deadline.js';
import { HostChannel } from './host-channel.js';
import type { OutgoingJob } from './job-queue.js';
import { JobsOut } from './jobs-out.js';
import type { JobsOutEvents } from './jobs-out.js';
import { openLinks } from './links.js';
import type { Links } from './links.js';
import { LocalHosts } from './local-hosts.js';
import { hostLost, Losses } from './losses.js';
import { keyPrefix } from './parcels.js';
import { deleteKeys, withoutSecrets } from './redis.js';
import type { JobData } from './wire.js';

export interface SessionOptions {
  connection: string;
  queue: string;
  /** Unique; its jobs are called after it. */
  id: string;
  /** Hosts to start; undefined if there are others. */
  local: { hosts: number; concurrency: number; isPrivate: boolean } | undefined;
}

export interface SessionEvents extends JobsOutEvents {
  /** Hosts have come or gone. */
  hostsChanged(): void;
  /** Nothing can be run any more. */
  broken(message: string, cause: QueueUnavailableError | undefined): void;
}

export class QueueSession {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #local: LocalHosts | undefined;
  readonly #jobs: JobsOut;
  readonly #outgoing = new Batches<OutgoingJob>({
    ready: () => this.open(),
    deliver: async (batch) => {
      await this.#local?.known();
      await this.#jobs.send(batch);
    },
  });
  #links: Links | undefined;
  #channel: HostChannel | undefined;
  #losses: Losses | undefined;
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #isHeld = true;

  constructor(options: SessionOptions, events: SessionEvents) {
    this.#options = options;
    this.#events = events;
    const { connection, queue, id, local } = options;
    this.#jobs = new JobsOut(queue, local?.isPrivate === true, events);
    this.#local =
      local &&
      new LocalHosts(
        { name: id, connection, queue, ...local },
        {
          lost: (name, end) => {
            events.hostsChanged();
            void hostLost(this.#jobs, name, end);
          },
          unfit: (error) => this.#break(error),
        },
      );
  }

  get hosts(): number {
    return this.#local?.count ?? this.#channel?.hosts ?? 0;
  }

  /** Jobs that the hosts run at a time. */
  get slots(): number {
    const { local } = this.#options;
    return local ? local.hosts * local.concurrency : (this.#channel?.slots ?? 0);
  }

  /**
   * Resolves when hosts take jobs.
   *
   * @throws {QueueUnavailableError} if there is no Redis, or no host.
   */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#break(error);
      throw error;
    });
    return this.#opening;
  }

  /** Tells the hosts that were started here where to find a task. */
  define(key: string, address: TaskAddress): void {
    this.#local?.define(key, address);
  }

  /** @param data its arguments are encoded, but may be large. */
  send(job: number, key: string, data: JobData): void {
    const id = this.#jobId(job);
    this.#jobs.expect(id, job);
    this.#outgoing.add({ id, key, data });
  }

  /** Asks whoever runs the job to stop it. */
  stop(job: number, reason: unknown): void {
    void this.open().then(
      () => this.#channel?.stop(this.#jobId(job), reason),
      () => undefined,
    );
  }

  /** Whether it keeps this process alive. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#links?.hold(isHeld);
    this.#local?.hold(isHeld);
  }

  close(how: 'drain' | 'kill' = 'drain'): Promise<void> {
    this.#closing ??= this.#close(how);
    return this.#closing;
  }

  async #open(): Promise<void> {
    const { connection, queue } = this.#options;
    const links = await openLinks(connection);
    this.#links = links;
    this.#local?.start();
    links.hold(this.#isHeld);
    await this.#jobs.connect(links);
    const channel = new HostChannel(connection, queue, links, () => this.#events.hostsChanged());
    this.#channel = channel;
    this.#losses = new Losses({
      jobs: this.#jobs,
      foreignHosts: this.#local ? undefined : channel,
      where: withoutSecrets(connection),
      downSinceMs: () => links.downSinceMs(),
      broken: (error) => this.#break(error),
    });
    if (this.#local) await this.#local.up();
    else await channel.findHosts();
  }

  async #close(how: 'drain' | 'kill'): Promise<void> {
    this.#losses?.stop();
    this.hold(true);
    await this.#opening?.catch(() => undefined);
    this.#losses?.stop();
    await this.#local?.close(how);
    await withinDeadline(this.#leave());
    this.#links?.close();
  }

  async #leave(): Promise<void> {
    const { local, queue } = this.#options;
    const { commands } = this.#links ?? {};
    if (commands && local?.isPrivate) await deleteKeys(commands, keyPrefix(queue));
    await this.#jobs.close();
  }

  #break(error: unknown): void {
    if (this.#closing !== undefined) return;
    const cause = error instanceof QueueUnavailableError ? error : undefined;
    this.#events.broken(error instanceof Error ? error.message : String(error), cause);
  }

  #jobId(job: number): string {
    return `${this.#options.id}-${job}`;
  }
}
