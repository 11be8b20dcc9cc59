/** What an executor and the hosts that it has started say to each other, over a child's channel. */
import type { TaskAddress } from '../portable.js';
import type { ErrorEnvelope } from './envelope.js';

export type ToLocalHost =
  | {
      kind: 'start';
      connection: string;
      queue: string;
      /** Nobody else uses the queue: what is left of it is deleted when the executor's process is gone. */
      isPrivate: boolean;
      name: string;
      /** Tasks at a time. */
      concurrency: number;
      firstLane: number;
      tasks: [key: string, address: TaskAddress][];
    }
  | { kind: 'define'; key: string; address: TaskAddress }
  | { kind: 'close' };

export type FromLocalHost =
  { kind: 'up' } | { kind: 'unfit'; error: ErrorEnvelope } | { kind: 'defined'; key: string };
