/** What a host runs that an executor has started: it serves the queue until its channel is closed. */
import { keyPrefix } from '../queue/parcels.js';
import { connectRedis, deleteKeys } from '../queue/redis.js';
import { toEnvelope } from './envelope.js';
import { leave } from './leave.js';
import { openHostModel } from './queue-host.js';
import type { FromLocalHost, ToLocalHost } from './queue-host-messages.js';
import { HostServer } from './queue-host-server.js';
import type { HostTask } from './queue-host-server.js';

/** When the executor's process is gone, cleaning up after it may take this long. */
const CLEAN_UP_MS = 5_000;

// Bound now: a task may put something else in its place.
const send = process.send?.bind(process);
const tasks = new Map<string, HostTask>();
let server: HostServer | undefined;
let cleanUp: (() => Promise<void>) | undefined;

// The executor decides when a host ends, also after Ctrl-C, which reaches the whole group.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  setTimeout(() => process.exit(), CLEAN_UP_MS).unref();
  void (cleanUp?.() ?? Promise.resolve()).finally(() => process.exit());
});
process.on('message', (message: ToLocalHost) => {
  switch (message.kind) {
    case 'start':
      void start(message);
      break;
    case 'define':
      tasks.set(message.key, { address: message.address });
      tell({ kind: 'defined', key: message.key });
      break;
    case 'close':
      void server?.drain().finally(leave);
      break;
  }
});

async function start(message: Extract<ToLocalHost, { kind: 'start' }>): Promise<void> {
  const { connection, queue, isPrivate, name, concurrency, firstLane } = message;
  for (const [key, address] of message.tasks) tasks.set(key, { address });
  if (isPrivate) cleanUp = () => deleteQueue(connection, queue);
  try {
    const executor = openHostModel(`worker-pool:1x${concurrency}`, firstLane);
    server = await HostServer.open({
      connection,
      queue,
      name,
      executor,
      slots: concurrency,
      tasks,
    });
    tell({ kind: 'up' });
  } catch (error) {
    tell({ kind: 'unfit', error: toEnvelope(error) });
  }
}

async function deleteQueue(connection: string, queue: string): Promise<void> {
  const redis = await connectRedis(connection);
  await deleteKeys(redis, keyPrefix(queue));
}

function tell(message: FromLocalHost): void {
  send?.(message, () => undefined);
}
