/** The submitter's side of BullMQ: adds jobs, and hears what becomes of them. */
import type { Queue } from 'bullmq';

import { EventReader } from './event-reader.js';
import type { QueueEvent, ReaderLinks } from './event-reader.js';
import { outcomeIn, RETAINED_JOBS, RETENTION_S } from './wire.js';
import type { JobData } from './wire.js';

export interface OutgoingJob {
  id: string;
  /** Of its task. */
  key: string;
  data: JobData;
}

/** What a job came to: the outcome that a host encoded, or why there is none. */
export type JobEnd = { kind: 'outcome'; text: string } | { kind: 'lost'; reason: string };

/** What its events tell of a job. */
export type JobNews = { kind: 'started' } | JobEnd;

/** What Redis knows of a job. */
export type JobView = { kind: 'open'; host: string | undefined } | { kind: 'gone' } | JobEnd;

export interface JobQueueOptions {
  /** Nobody else looks at it: finished jobs are not kept, only their events are. */
  isPrivate: boolean;
  /** Hears of every job of the queue, those of other submitters too. */
  told(id: string, news: JobNews): void;
}

export class JobQueue {
  readonly #queue: Queue<JobData>;
  readonly #reader: EventReader;

  private constructor(queue: Queue<JobData>, reader: EventReader) {
    this.#queue = queue;
    this.#reader = reader;
  }

  static async open(
    name: string,
    links: ReaderLinks,
    { isPrivate, told }: JobQueueOptions,
  ): Promise<JobQueue> {
    const { Queue } = await import('bullmq');
    const retention = isPrivate || { age: RETENTION_S, count: RETAINED_JOBS };
    const queue = new Queue<JobData>(name, {
      connection: links.commands,
      defaultJobOptions: { attempts: 1, removeOnComplete: retention, removeOnFail: retention },
    });
    // What breaks a connection is told to its owner.
    queue.on('error', () => undefined);
    await queue.waitUntilReady();
    const events = await EventReader.open(links, queue.toKey('events'), (event) => {
      const news = newsIn(event);
      if (news !== undefined) told(event['jobId'] ?? '', news);
    });
    return new JobQueue(queue, events);
  }

  /** A job that has been added before is not added again. */
  async add(jobs: readonly OutgoingJob[]): Promise<void> {
    const [first, ...others] = jobs;
    if (first === undefined) return;
    const { key, data, id } = first;
    if (others.length === 0) await this.#queue.add(key, data, { jobId: id });
    else
      await this.#queue.addBulk(
        jobs.map((job) => ({ name: job.key, data: job.data, opts: { jobId: job.id } })),
      );
  }

  async look(id: string): Promise<JobView> {
    const job = await this.#queue.getJob(id);
    if (job === undefined) {
      // It may have been removed when it was done: then it has an event, perhaps not read yet.
      await this.#reader.caughtUp();
      return { kind: 'gone' };
    }
    if (!job.finishedOn) return { kind: 'open', host: job.processedBy };
    if (job.failedReason) return endOfFailed(job.failedReason);
    return { kind: 'outcome', text: String(job.returnvalue) };
  }

  /** Takes it back unless a host has it; false if one has. */
  async remove(id: string): Promise<boolean> {
    return (await this.#queue.remove(id)) === 1;
  }

  async close(): Promise<void> {
    this.#reader.close();
    await this.#queue.close();
  }
}

function newsIn({ event, returnvalue = '""', failedReason = '' }: QueueEvent): JobNews | undefined {
  if (event === 'active') return { kind: 'started' };
  if (event === 'completed') return { kind: 'outcome', text: JSON.parse(returnvalue) as string };
  if (event === 'failed') return endOfFailed(failedReason);
  if (event !== 'stalled') return undefined;
  return { kind: 'lost', reason: 'the host that ran it has not been heard of' };
}

function endOfFailed(reason: string): JobEnd {
  const text = outcomeIn(reason);
  return text === undefined ? { kind: 'lost', reason } : { kind: 'outcome', text };
}
