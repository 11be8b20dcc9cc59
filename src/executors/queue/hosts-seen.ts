/** The hosts of a queue that others have started, as far as they have been heard of. */
import { QueueUnavailableError } from '../../futures/errors.js';
import { LOCK_MS, PROTOCOL } from './wire.js';
import type { Announcement } from './wire.js';

/** A host that has been silent for so long is gone: it no longer holds a job either. */
const SILENCE_MS = 2 * LOCK_MS;

export class HostsSeen {
  readonly #hosts = new Map<string, { slots: number; heardMs: number }>();
  /** Those that speak another protocol than this process, by name. */
  readonly #foreign = new Map<string, Announcement>();

  get count(): number {
    return this.#hosts.size;
  }

  /** How many have been heard of, those of other protocols too. */
  get answered(): number {
    return this.#hosts.size + this.#foreign.size;
  }

  /** Jobs that they run at a time, together. */
  get slots(): number {
    let slots = 0;
    for (const host of this.#hosts.values()) slots += host.slots;
    return slots;
  }

  /** Why there is none. */
  whyNone(queue: string, where: string): QueueUnavailableError {
    const [foreign] = this.#foreign.values();
    if (foreign === undefined) {
      return new QueueUnavailableError(`no host serves the queue '${queue}' at ${where}`, {
        tries: [`loop-or-pool worker --queue ${queue}`],
      });
    }
    const { host, v } = foreign;
    return new QueueUnavailableError(
      `host ${host} speaks version ${v} of the queue's protocol, and this process version ${PROTOCOL}`,
      { tries: ['install the same loop-or-pool on both sides'] },
    );
  }

  hear(announcement: Announcement, nowMs: number): void {
    const { host, v, slots, isLeaving } = announcement;
    if (v !== PROTOCOL) this.#foreign.set(host, announcement);
    else if (isLeaving) this.#hosts.delete(host);
    else this.#hosts.set(host, { slots, heardMs: nowMs });
  }

  forgetSilent(nowMs: number): void {
    for (const [name, { heardMs }] of this.#hosts) {
      if (nowMs - heardMs > SILENCE_MS) this.#hosts.delete(name);
    }
  }
}
