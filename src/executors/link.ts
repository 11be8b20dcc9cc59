/** A worker as its pool sees it, whether it is a thread or a process. One file each implements it. */
import type { WorkerEnd } from '../futures/errors.js';
import type { Transferable } from './executor.js';
import type { FromWorker, ToWorker } from './remote/messages.js';

export interface Link {
  /** @throws if the message cannot be cloned; then none of it was sent. */
  send(message: ToWorker, transfer?: readonly Transferable[]): void;
  /** @throws if the value cannot be cloned. */
  check(value: unknown): void;
  /** Keeps this process alive. */
  ref(): void;
  /** Lets this process exit. */
  unref(): void;
  /** Lets an idle worker end. In all three cases `ended` is called when it is gone. */
  close(): void;
  /** Ends the worker, whatever it does. */
  terminate(): void;
  /** The same without any grace. */
  kill(): void;
}

/** What a worker tells its pool. */
export interface LinkEvents {
  received(message: FromWorker): void;
  /** The worker is gone; called once. */
  ended(end: WorkerEnd): void;
}

export type OpenLink = (events: LinkEvents) => Link;
