/** Child processes of this program, forked, with structured clones over their channel. */
import { fileURLToPath } from 'node:url';

import type { WorkerEnd } from '../futures/errors.js';
import type { Link, LinkEvents } from './link.js';
import { watchOver } from './orphan-watch.js';
import type { CloseMessage } from './remote/messages.js';
import { packToWorker, unpackFromWorker } from './remote/packing.js';
import type { PackedFromWorker } from './remote/packing.js';

const ENTRY = fileURLToPath(new URL('./remote/process-entry.cjs', import.meta.url));
/** A child that is asked to end gets this long before it is killed. */
const GRACE_MS = 2_000;

/** Starts a child. Its output goes where ours goes. */
export function openProcess(events: LinkEvents): Link {
  // Loaded with the first child: every thread that imports this package would pay for it.
  const { fork } = process.getBuiltinModule('node:child_process');
  const { serialize } = process.getBuiltinModule('node:v8');
  const child = fork(ENTRY, { serialization: 'advanced', stdio: 'inherit' });
  watchOver(child);
  let cause: unknown;
  let killer: NodeJS.Timeout | undefined;
  const fail = (error: unknown) => {
    cause ??= error;
    child.kill('SIGKILL');
  };
  child.on('error', (error) => {
    cause ??= error;
    if (child.pid !== undefined) return;
    // A child that could not be started has no exit.
    if (child.connected) child.disconnect();
    events.ended({ cause });
  });
  child.on('message', (message) => {
    // A task may send messages of its own, which are none of ours.
    if (isOfWorker(message)) events.received(unpackFromWorker(message));
  });
  // It has ended when all that it sent has been read: when its channel is closed as well.
  child.on('exit', (exitCode, signal) => {
    clearTimeout(killer);
    const end: WorkerEnd = cause === undefined ? { exitCode, signal } : { exitCode, signal, cause };
    if (child.connected) child.once('disconnect', () => events.ended(end));
    else events.ended(end);
  });
  const killLater = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    killer ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  const link: Link = {
    send(message) {
      // A child that never started has no channel; its 'error' is still to come.
      if (child.channel) child.send(packToWorker(message), (error) => error && fail(error));
    },
    check: (value) => void serialize(value),
    ref() {
      child.ref();
      child.channel?.ref();
    },
    unref() {
      child.unref();
      child.channel?.unref();
    },
    close() {
      // A channel that is closed already has told the child to end.
      if (child.channel) child.send({ kind: 'close' } satisfies CloseMessage, () => undefined);
      killLater();
    },
    terminate() {
      child.kill('SIGTERM');
      killLater();
    },
    kill: () => void child.kill('SIGKILL'),
  };
  link.unref();
  return link;
}

function isOfWorker(message: unknown): message is PackedFromWorker {
  if (Array.isArray(message)) return message[0] === 'results';
  return typeof message === 'object' && message !== null && 'kind' in message;
}
