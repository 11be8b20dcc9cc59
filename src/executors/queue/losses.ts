/** Looks now and then for whoever is lost: a job, the hosts of others, Redis. */
import { QueueUnavailableError, WorkerLostError } from '../../futures/errors.js';
import type { WorkerEnd } from '../../futures/errors.js';
import type { HostChannel } from './host-channel.js';
import type { JobsOut } from './jobs-out.js';
import { endText } from './local-hosts.js';

const ROUND_MS = 3_000;
/** An outcome that comes by event is there sooner; so long an event may have been on its way. */
const OVERDUE_MS = 5_000;
/** Redis may be away so long. */
const LONGEST_OUTAGE_MS = 30_000;

export interface LossesOptions {
  jobs: JobsOut;
  /** Of hosts that others have started; undefined if there are none. */
  foreignHosts: HostChannel | undefined;
  /** How Redis may be called. */
  where: string;
  downSinceMs(): number | undefined;
  /** Nothing can be run any more. */
  broken(error: QueueUnavailableError): void;
}

export class Losses {
  readonly #options: LossesOptions;
  readonly #rounds = setInterval(() => void this.#round(), ROUND_MS).unref();

  constructor(options: LossesOptions) {
    this.#options = options;
  }

  stop(): void {
    clearInterval(this.#rounds);
  }

  async #round(): Promise<void> {
    const { jobs, foreignHosts, downSinceMs } = this.#options;
    const sinceMs = downSinceMs();
    if (sinceMs !== undefined) {
      if (performance.now() - sinceMs > LONGEST_OUTAGE_MS) this.#giveUp();
      return;
    }
    if (foreignHosts !== undefined) missHosts(foreignHosts, jobs);
    await jobs.lookAt(jobs.olderThan(OVERDUE_MS), () => undefined);
  }

  #giveUp(): void {
    const { where, broken } = this.#options;
    broken(
      new QueueUnavailableError(`the Redis at ${where} has been away for ${LONGEST_OUTAGE_MS} ms`),
    );
  }
}

/** Loses the jobs that a host had which has ended. */
export async function hostLost(jobs: JobsOut, name: string, end: WorkerEnd): Promise<void> {
  await jobs.lookAt(jobs.ids, (id, host) => {
    if (host !== name) return;
    const how = endText(end);
    jobs.lose(id, new WorkerLostError(`a host of the queue terminated abruptly with ${how}`, end));
  });
}

function missHosts(hosts: HostChannel, jobs: JobsOut): void {
  hosts.callRoll();
  if (hosts.hosts > 0) return;
  for (const id of jobs.ids)
    jobs.abandon(id, new WorkerLostError('no host of the queue has been heard of'));
}
