/** Threads, hosted by piscina: one pool of one thread each, so that one can be lost or ended alone. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';

import type { Link, LinkEvents } from './link.js';
import type { CloseMessage } from './remote/messages.js';
import { packToWorker, unpackFromWorker } from './remote/packing.js';
import type { PackedFromWorker } from './remote/packing.js';

/** Loaded with the first thread: who opens no pool does not pay for it. */
const require = createRequire(import.meta.url);

const ENTRY = fileURLToPath(new URL('./remote/thread-entry.cjs', import.meta.url));

/** A thread that does not end by itself in this time is terminated. */
const CLOSE_DEADLINE_MS = 2_000;

/**
 * Starts a thread that serves a port of ours. Piscina's own queue, signals and errors are not used:
 * it queues out of order, and an error crosses without its class and properties.
 */
export function openThread(resourceLimits: ResourceLimits | undefined, events: LinkEvents): Link {
  const { Piscina } = require('piscina') as typeof import('piscina');
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Infinity,
    // Otherwise an idle thread blocks its own loop, and timers that a task left behind never fire.
    atomics: 'disabled',
    recordTiming: false,
    filename: ENTRY,
    ...(resourceLimits === undefined ? {} : { resourceLimits }),
  });
  const end = () => void pool.destroy();
  const { port1, port2 } = new MessageChannel();
  let cause: unknown;
  let ender: NodeJS.Timeout | undefined;
  // Without a listener an error of the thread would end this process.
  pool.on('error', (error: unknown) => (cause ??= error));
  const serving: Promise<unknown> = pool.run(port2, { transferList: [port2] });
  serving.catch((error: unknown) => (cause ??= error));
  const [thread] = pool.threads;
  thread?.on('error', (error: unknown) => (cause = error));
  thread?.on('exit', (exitCode) => {
    clearTimeout(ender);
    // What it sent before its end counts.
    for (let last = receiveMessageOnPort(port1); last; last = receiveMessageOnPort(port1)) {
      events.received(unpackFromWorker(last.message as PackedFromWorker));
    }
    port1.close();
    events.ended(cause === undefined ? { exitCode } : { exitCode, cause });
  });
  port1.on('message', (packed: PackedFromWorker) => events.received(unpackFromWorker(packed)));
  port1.on('messageerror', (error) => {
    cause = error;
    end();
  });
  // A dying thread closes the port, which then holds this process no longer: the thread must.
  port1.on('close', () => thread?.ref());
  port1.unref();
  return {
    send: (message, transfer) => port1.postMessage(packToWorker(message), transfer ?? []),
    check: (value) => void structuredClone(value),
    ref: () => port1.ref(),
    unref: () => port1.unref(),
    close() {
      port1.postMessage({ kind: 'close' } satisfies CloseMessage);
      ender ??= setTimeout(end, CLOSE_DEADLINE_MS);
    },
    terminate: end,
    kill: end,
  };
}
