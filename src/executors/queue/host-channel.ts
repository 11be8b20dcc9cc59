/** What an executor and the hosts of its queue publish to each other, beside the jobs. */
import { toEnvelope, toPlainEnvelope } from '../remote/envelope.js';
import { encode } from './codec.js';
import { HostsSeen } from './hosts-seen.js';
import type { Links } from './links.js';
import { withoutSecrets } from './redis.js';
import { channelsOf } from './wire.js';
import type { Announcement, ToHosts } from './wire.js';

/** A queue on which no host is heard of by then is not served. */
const HOST_DEADLINE_MS = 4_000;

export class HostChannel {
  readonly #connection: string;
  readonly #queue: string;
  readonly #links: Links;
  readonly #hostsChanged: () => void;
  readonly #seen = new HostsSeen();
  #whenHeard: (() => void)[] = [];

  constructor(connection: string, queue: string, links: Links, hostsChanged: () => void) {
    this.#connection = connection;
    this.#queue = queue;
    this.#links = links;
    this.#hostsChanged = hostsChanged;
  }

  get hosts(): number {
    return this.#seen.count;
  }

  /** Jobs that they run at a time. */
  get slots(): number {
    return this.#seen.slots;
  }

  /**
   * Resolves when a host has been heard of.
   *
   * @throws {QueueUnavailableError} if there is none.
   */
  async findHosts(): Promise<void> {
    const { listener } = this.#links;
    listener.on('message', (_channel, text) => this.#hear(JSON.parse(text) as Announcement));
    await listener.subscribe(channelsOf(this.#queue).fromHosts);
    this.#publish({ kind: 'hello' });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, HOST_DEADLINE_MS);
      this.#whenHeard.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    if (this.hosts === 0) throw this.#seen.whyNone(this.#queue, withoutSecrets(this.#connection));
  }

  /** Asks them to say what they are, and forgets those that have not done so for long. */
  callRoll(): void {
    this.#publish({ kind: 'hello' });
    this.#seen.forgetSilent(performance.now());
  }

  /** Asks whoever runs the job to stop it. A host that has not got it yet remembers. */
  stop(jobId: string, reason: unknown): void {
    this.#publish({ kind: 'stop', job: jobId, reason: encodeReason(reason) });
  }

  #hear(announcement: Announcement): void {
    this.#seen.hear(announcement, performance.now());
    for (const wake of this.#whenHeard.splice(0)) wake();
    this.#hostsChanged();
  }

  #publish(message: ToHosts): void {
    const { toHosts } = channelsOf(this.#queue);
    void this.#links.commands.publish(toHosts, JSON.stringify(message)).catch(() => undefined);
  }
}

/** A caller may abort with what cannot be cloned. */
function encodeReason(reason: unknown): string {
  const envelope = toEnvelope(reason);
  try {
    return encode(envelope);
  } catch {
    return encode(toPlainEnvelope(envelope));
  }
}
