/**
 * An executor's presence on its queue: jobs go out in batches, outcomes come in, and whoever is lost
 * (a job, a host, Redis) is missed.
 */
import { QueueUnavailableError, WorkerLostError } from '../../futures/errors.js';
import type { WorkerEnd } from '../../futures/errors.js';
import type { TaskAddress } from '../portable.js';
import { toEnvelope } from '../remote/envelope.js';
import type { ResultMessage } from '../remote/messages.js';
import { Batches } from './batches.js';
import { decode, encode } from './codec.js';
import { withinDeadline } from './deadline.js';
import { HostsSeen } from './hosts-seen.js';
import { JobQueue } from './job-queue.js';
import type { JobNews, OutgoingJob } from './job-queue.js';
import { openLinks } from './links.js';
import type { Links } from './links.js';
import { endText, LocalHosts } from './local-hosts.js';
import { isStowed, keyPrefix, parcelKey, stow, unstow } from './parcels.js';
import { deleteKeys, withoutSecrets } from './redis.js';
import { channelsOf } from './wire.js';
import type { Announcement, JobData, ToHosts } from './wire.js';

/** A queue on which no host is heard of by then is not served. */
const HOST_DEADLINE_MS = 4_000;
/** How often lost jobs and hosts are looked for. */
const ROUND_MS = 3_000;
/** An outcome that comes by event is there sooner; so long an event may have been on its way. */
const OVERDUE_MS = 5_000;
/** Redis may be away so long. */
const LONGEST_OUTAGE_MS = 30_000;

export interface SessionOptions {
  connection: string;
  queue: string;
  /** Unique; its jobs are called after it. */
  id: string;
  /** Hosts to start; undefined if there are others. */
  local: { hosts: number; concurrency: number; isPrivate: boolean } | undefined;
}

export interface SessionEvents {
  /** A host has begun with it. */
  started(job: number): void;
  settled(job: number, result: ResultMessage): void;
  /** It will not be heard of any more. */
  lost(job: number, error: unknown): void;
  /** Hosts have come or gone. */
  hostsChanged(): void;
  /** Nothing can be run any more. */
  broken(message: string, cause: QueueUnavailableError | undefined): void;
}

export class QueueSession {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #local: LocalHosts | undefined;
  readonly #seen = new HostsSeen();
  #links: Links | undefined;
  #jobs: JobQueue | undefined;
  #opening: Promise<void> | undefined;
  #isClosed = false;
  #closing: Promise<void> | undefined;
  readonly #outgoing = new Batches<OutgoingJob>({
    ready: () => this.open(),
    deliver: (batch) => this.#deliver(batch),
  });
  /** Jobs that are out, and since when they are in Redis. */
  readonly #out = new Map<number, number | undefined>();
  #isHeld = true;
  #rounds: NodeJS.Timeout | undefined;
  #whenHostsChange: (() => void)[] = [];

  constructor(options: SessionOptions, events: SessionEvents) {
    this.#options = options;
    this.#events = events;
    const { connection, queue, id, local } = options;
    this.#local =
      local &&
      new LocalHosts(
        { name: id, connection, queue, ...local },
        {
          lost: (name, end) => void this.#hostLost(name, end),
          unfit: (error) => this.#break(error),
        },
      );
  }

  get hosts(): number {
    return this.#local?.count ?? this.#seen.count;
  }

  /** Jobs that the hosts run at a time. */
  get slots(): number {
    const { local } = this.#options;
    return local ? local.hosts * local.concurrency : this.#seen.slots;
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
    this.#out.set(job, undefined);
    this.#outgoing.add({ id: this.#jobId(job), key, data });
  }

  /** Asks whoever runs the job to stop it. */
  stop(job: number, reason: unknown): void {
    const message: ToHosts = {
      kind: 'stop',
      job: this.#jobId(job),
      reason: encode(toEnvelope(reason)),
    };
    // A host that has not got the job yet remembers it.
    void this.open().then(
      () => this.#publish(message),
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

  async #close(how: 'drain' | 'kill'): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#rounds);
    this.hold(true);
    await this.#opening?.catch(() => undefined);
    await this.#local?.close(how);
    await withinDeadline(this.#leave());
    this.#links?.close();
  }

  async #open(): Promise<void> {
    const { connection, queue } = this.#options;
    const links = await openLinks(connection);
    this.#links = links;
    this.#local?.start();
    links.hold(this.#isHeld);
    this.#jobs = await JobQueue.open(queue, links, (id, news) => this.#hearOf(id, news));
    this.#rounds = setInterval(() => void this.#round(), ROUND_MS).unref();
    if (this.#local) await this.#local.up();
    else await this.#findHosts(links);
  }

  async #findHosts({ listener }: Links): Promise<void> {
    const { connection, queue } = this.#options;
    listener.on('message', (_channel, text) => this.#hear(JSON.parse(text) as Announcement));
    await listener.subscribe(channelsOf(queue).fromHosts);
    this.#publish({ kind: 'hello' });
    const isFound = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), HOST_DEADLINE_MS);
      this.#whenHostsChange.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    if (isFound && this.#seen.count > 0) return;
    throw this.#seen.whyNone(queue, withoutSecrets(connection));
  }

  async #deliver(batch: readonly OutgoingJob[]): Promise<void> {
    const { queue } = this.#options;
    const { commands } = this.#links ?? {};
    try {
      await this.#local?.known();
      for (const { id, data } of batch) {
        if (commands) data.args = await stow(commands, parcelKey(queue, id, 'args'), data.args);
      }
      await this.#jobs?.add(batch);
      const nowMs = performance.now();
      for (const { id } of batch) {
        const job = this.#numberOf(id);
        if (job !== undefined && this.#out.has(job)) this.#out.set(job, nowMs);
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      for (const { id } of batch) {
        this.#lose(
          id,
          new QueueUnavailableError(`the job could not be put on the queue: ${reason}`, { cause }),
        );
      }
    }
  }

  #hearOf(id: string, news: JobNews): void {
    const job = this.#numberOf(id);
    if (job === undefined || !this.#out.has(job)) return;
    if (news.kind === 'started') this.#events.started(job);
    else if (news.kind === 'lost') {
      this.#lose(id, new WorkerLostError(`the job was lost: ${news.reason}`));
      void this.#jobs?.remove(id).catch(() => undefined);
    } else if (isStowed(news.text)) void this.#fetch(id, job, news.text);
    else this.#settle(job, news.text);
  }

  async #fetch(id: string, job: number, text: string): Promise<void> {
    this.#out.delete(job);
    const { commands } = this.#links ?? {};
    if (commands === undefined) return;
    try {
      const key = parcelKey(this.#options.queue, id, 'outcome');
      this.#events.settled(job, decode(await unstow(commands, key, text)) as ResultMessage);
    } catch (error) {
      this.#events.lost(job, error);
    }
  }

  #settle(job: number, text: string): void {
    this.#out.delete(job);
    let result: ResultMessage;
    try {
      result = decode(text) as ResultMessage;
    } catch (error) {
      this.#events.lost(job, error);
      return;
    }
    this.#events.settled(job, result);
  }

  #lose(id: string, error: unknown): void {
    const job = this.#numberOf(id);
    if (job !== undefined && this.#out.delete(job)) this.#events.lost(job, error);
  }

  async #hostLost(name: string, end: WorkerEnd): Promise<void> {
    this.#events.hostsChanged();
    const makeError = () =>
      new WorkerLostError(`a host of the queue terminated abruptly with ${endText(end)}`, end);
    await this.#lookAt(
      [...this.#out.keys()],
      (id, host) => host === name && this.#lose(id, makeError()),
    );
  }

  async #round(): Promise<void> {
    const downSinceMs = this.#links?.downSinceMs();
    const nowMs = performance.now();
    if (downSinceMs !== undefined) {
      if (nowMs - downSinceMs > LONGEST_OUTAGE_MS) {
        const where = withoutSecrets(this.#options.connection);
        this.#break(
          new QueueUnavailableError(
            `the Redis at ${where} has been away for ${LONGEST_OUTAGE_MS} ms`,
          ),
        );
      }
      return;
    }
    if (this.#local === undefined) this.#missHosts(nowMs);
    const overdue = [...this.#out].filter(
      ([, sinceMs]) => sinceMs !== undefined && nowMs - sinceMs > OVERDUE_MS,
    );
    await this.#lookAt(
      overdue.map(([job]) => job),
      () => undefined,
    );
  }

  #missHosts(nowMs: number): void {
    this.#publish({ kind: 'hello' });
    this.#seen.forgetSilent(nowMs);
    if (this.#seen.count > 0) return;
    for (const job of [...this.#out.keys()]) {
      const id = this.#jobId(job);
      this.#lose(id, new WorkerLostError('no host of the queue has been heard of'));
      void this.#jobs?.remove(id).catch(() => undefined);
    }
  }

  /** Asks Redis what has become of jobs, and tells of those that are over or gone. */
  async #lookAt(
    jobs: readonly number[],
    open: (id: string, host: string | undefined) => void,
  ): Promise<void> {
    await Promise.all(
      jobs.map(async (job) => {
        const id = this.#jobId(job);
        const view = await this.#jobs?.look(id).catch(() => undefined);
        if (view === undefined) return;
        if (view.kind === 'open') open(id, view.host);
        else if (view.kind === 'gone')
          this.#lose(id, new WorkerLostError('the job is no longer in Redis'));
        else this.#hearOf(id, view);
      }),
    );
  }

  #hear(announcement: Announcement): void {
    this.#seen.hear(announcement, performance.now());
    for (const wake of this.#whenHostsChange.splice(0)) wake();
    this.#events.hostsChanged();
  }

  #publish(message: ToHosts): void {
    const { toHosts } = channelsOf(this.#options.queue);
    void this.#links?.commands.publish(toHosts, JSON.stringify(message)).catch(() => undefined);
  }

  #break(error: unknown): void {
    if (this.#isClosed) return;
    const cause = error instanceof QueueUnavailableError ? error : undefined;
    this.#events.broken(error instanceof Error ? error.message : String(error), cause);
  }

  async #leave(): Promise<void> {
    const { local, queue } = this.#options;
    const { commands } = this.#links ?? {};
    if (commands && local?.isPrivate) await deleteKeys(commands, keyPrefix(queue));
    await this.#jobs?.close();
  }

  #jobId(job: number): string {
    return `${this.#options.id}-${job}`;
  }

  /** Undefined for the job of another submitter. */
  #numberOf(id: string): number | undefined {
    const prefix = `${this.#options.id}-`;
    return id.startsWith(prefix) ? Number(id.slice(prefix.length)) : undefined;
  }
}
