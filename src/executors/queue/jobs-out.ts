/** The jobs of an executor that are out: puts them on the queue, and settles each once. */
import { QueueUnavailableError, WorkerLostError } from '../../futures/errors.js';
import type { ResultMessage } from '../remote/messages.js';
import { decode } from './codec.js';
import { JobQueue } from './job-queue.js';
import type { JobNews, JobView, OutgoingJob } from './job-queue.js';
import type { Links } from './links.js';
import { isStowed, parcelKey, stow, unstow } from './parcels.js';

export interface JobsOutEvents {
  /** A host has begun with it. */
  started(job: number): void;
  settled(job: number, result: ResultMessage): void;
  /** It will not be heard of any more. */
  lost(job: number, error: unknown): void;
}

interface JobOut {
  job: number;
  /** Since when it is in Redis; undefined while it is on its way there. */
  sinceMs: number | undefined;
}

export class JobsOut {
  readonly #queue: string;
  readonly #isPrivate: boolean;
  readonly #events: JobsOutEvents;
  readonly #out = new Map<string, JobOut>();
  #links: Links | undefined;
  #jobs: JobQueue | undefined;

  /** @param isPrivate nobody else uses the queue. */
  constructor(queue: string, isPrivate: boolean, events: JobsOutEvents) {
    this.#queue = queue;
    this.#isPrivate = isPrivate;
    this.#events = events;
  }

  /** Ids of all that are out. */
  get ids(): string[] {
    return [...this.#out.keys()];
  }

  /** Ids of those that have been in Redis for longer than this. */
  olderThan(ageMs: number): string[] {
    const nowMs = performance.now();
    return [...this.#out]
      .filter(([, { sinceMs }]) => sinceMs !== undefined && nowMs - sinceMs > ageMs)
      .map(([id]) => id);
  }

  /** From now on it hears what becomes of jobs. */
  async connect(links: Links): Promise<void> {
    this.#links = links;
    this.#jobs = await JobQueue.open(this.#queue, links, {
      isPrivate: this.#isPrivate,
      told: (id, news) => this.#hearOf(id, news),
    });
  }

  /** The job is about to be sent. */
  expect(id: string, job: number): void {
    this.#out.set(id, { job, sinceMs: undefined });
  }

  /** Never rejects: what cannot be sent is lost. */
  async send(batch: readonly OutgoingJob[]): Promise<void> {
    const { commands } = this.#links ?? {};
    try {
      for (const { id, data } of batch) {
        if (commands)
          data.args = await stow(commands, parcelKey(this.#queue, id, 'args'), data.args);
      }
      await this.#jobs?.add(batch);
      const nowMs = performance.now();
      for (const { id } of batch) {
        const out = this.#out.get(id);
        if (out !== undefined) out.sinceMs = nowMs;
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      for (const { id } of batch) {
        this.lose(
          id,
          new QueueUnavailableError(`the job could not be put on the queue: ${reason}`, { cause }),
        );
      }
    }
  }

  /**
   * Asks Redis what has become of jobs, and tells of those that are over or gone.
   *
   * @param open is told of those that are neither, and which host has them.
   */
  async lookAt(
    ids: readonly string[],
    open: (id: string, host: string | undefined) => void,
  ): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        const view = await this.#jobs?.look(id).catch(() => undefined);
        if (view !== undefined) this.#seen(id, view, open);
      }),
    );
  }

  lose(id: string, error: unknown): void {
    const out = this.#out.get(id);
    if (this.#out.delete(id) && out !== undefined) this.#events.lost(out.job, error);
  }

  /** Loses it, and takes it back from the queue if no host has it. */
  abandon(id: string, error: unknown): void {
    this.lose(id, error);
    void this.#jobs?.remove(id).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#jobs?.close();
  }

  #seen(id: string, view: JobView, open: (id: string, host: string | undefined) => void): void {
    if (view.kind === 'open') open(id, view.host);
    else if (view.kind === 'gone') this.#isGone(id);
    else this.#hearOf(id, view);
  }

  #isGone(id: string): void {
    // One that is still on its way is in Redis soon.
    if (this.#out.get(id)?.sinceMs === undefined) return;
    this.lose(id, new WorkerLostError('the job is no longer in Redis'));
  }

  /** Of the jobs of other submitters it hears as well. */
  #hearOf(id: string, news: JobNews): void {
    const out = this.#out.get(id);
    if (out === undefined) return;
    if (news.kind === 'started') this.#events.started(out.job);
    else if (news.kind === 'lost')
      this.abandon(id, new WorkerLostError(`the job was lost: ${news.reason}`));
    else {
      this.#out.delete(id);
      if (isStowed(news.text)) void this.#fetch(id, out.job, news.text);
      else this.#settle(out.job, news.text);
    }
  }

  async #fetch(id: string, job: number, text: string): Promise<void> {
    const { commands } = this.#links ?? {};
    if (commands === undefined) return;
    try {
      this.#settle(job, await unstow(commands, parcelKey(this.#queue, id, 'outcome'), text));
    } catch (error) {
      this.#events.lost(job, error);
    }
  }

  #settle(job: number, text: string): void {
    let result: ResultMessage;
    try {
      result = decode(text) as ResultMessage;
    } catch (error) {
      this.#events.lost(job, error);
      return;
    }
    this.#events.settled(job, result);
  }
}
