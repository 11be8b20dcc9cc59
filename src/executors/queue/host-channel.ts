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
   * Resolves when a host has been heard of that speaks this protocol.
   *
   * @throws {QueueUnavailableError} if there is none.
   */
  async findHosts(): Promise<void> {
    const { listener } = this.#links;
    listener.on('message', (_channel, text) => this.#hear(JSON.parse(text) as Announcement));
    await listener.subscribe(channelsOf(this.#queue).fromHosts);
    const asked = await this.#publish({ kind: 'hello' });
    const deadlineMs = performance.now() + HOST_DEADLINE_MS;
    // None that was asked may be one that only starts.
    const isKnown = () => this.hosts > 0 || (asked > 0 && this.#seen.answered >= asked);
    while (!isKnown() && performance.now() < deadlineMs) await this.#heard(deadlineMs);
    if (this.hosts === 0) throw this.#seen.whyNone(this.#queue, withoutSecrets(this.#connection));
  }

  /** Asks them to say what they are, and forgets those that have not done so for long. */
  callRoll(): void {
    void this.#publish({ kind: 'hello' });
    this.#seen.forgetSilent(performance.now());
  }

  /** Asks whoever runs the job to stop it. A host that has not got it yet remembers. */
  stop(jobId: string, reason: unknown): void {
    void this.#publish({ kind: 'stop', job: jobId, reason: encodeReason(reason) });
  }

  /** Resolves with the next announcement, or at the deadline. */
  async #heard(deadlineMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs - performance.now());
      this.#whenHeard.push(resolve);
    });
    clearTimeout(timer);
  }

  #hear(announcement: Announcement): void {
    this.#seen.hear(announcement, performance.now());
    for (const wake of this.#whenHeard.splice(0)) wake();
    this.#hostsChanged();
  }

  /** Resolves with the number of hosts that it reached; never rejects. */
  #publish(message: ToHosts): Promise<number> {
    const { toHosts } = channelsOf(this.#queue);
    return this.#links.commands.publish(toHosts, JSON.stringify(message)).catch(() => 0);
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
