/** The queue that the cells of a run use, from before the first to after the last. */
import { parseModel } from '../executors/model-spec.js';
import type { PlannedCell, QueuePlace } from '../plan/plan.js';
import type { QueueSite } from '../record/run-record.js';
import { findQueueSource } from './queue-source.js';
import { startRedisServer } from './redis-server.js';

/** A queue that hosts of others serve. */
export interface TheirQueue {
  /** URL of its Redis. */
  connection: string;
  queue: string;
}

const DEFAULT_PORT = 6379;

export interface RunQueue extends AsyncDisposable {
  /** As it is recorded; undefined if no cell is on a queue, or there is none. */
  site: QueueSite | undefined;
  /** The cells, those on a queue with the place where it is. */
  placed(cells: readonly PlannedCell[]): PlannedCell[];
}

/**
 * Nothing is looked for or started unless a cell is on a queue. Never rejects: cells say what is missing.
 *
 * @param theirs default: each cell starts hosts of its own on this machine.
 */
export async function openRunQueue(
  cells: readonly PlannedCell[],
  theirs?: TheirQueue,
): Promise<RunQueue> {
  if (!cells.some(isQueued)) return queueAt(undefined);
  if (theirs) return queueAt({ kind: 'their-hosts', ...theirs });
  const source = await findQueueSource();
  switch (source.kind) {
    case 'none':
      return queueAt({ kind: 'none', reason: source.reason });
    case 'given':
      return queueAt({ kind: 'own-hosts', connection: source.connection });
    case 'own':
      return startQueue(source.program);
  }
}

async function startQueue(program: string): Promise<RunQueue> {
  try {
    const server = await startRedisServer(program);
    const { connection } = server;
    const queue = queueAt({ kind: 'own-hosts', connection }, () => server[Symbol.asyncDispose]());
    return { ...queue, site: queue.site && { ...queue.site, isOwn: true } };
  } catch (error) {
    return queueAt({ kind: 'none', reason: (error as Error).message });
  }
}

function queueAt(
  queue: QueuePlace | undefined,
  close: () => Promise<void> = () => Promise.resolve(),
): RunQueue {
  return {
    site: queue && siteOf(queue),
    placed: (cells) => cells.map((cell) => (queue && isQueued(cell) ? { ...cell, queue } : cell)),
    [Symbol.asyncDispose]: close,
  };
}

/** Neither user nor password: a record is shared. */
function siteOf(queue: QueuePlace): QueueSite | undefined {
  if (queue.kind === 'none') return undefined;
  const { hostname, port, protocol, password } = new URL(queue.connection);
  return {
    host: hostname,
    port: Number(port) || DEFAULT_PORT,
    tls: protocol === 'rediss:',
    hasPassword: password !== '',
    isOwn: false,
    name: queue.kind === 'their-hosts' ? queue.queue : null,
  };
}

function isQueued({ model }: PlannedCell): boolean {
  return parseModel(model.split(' ', 1)[0] ?? model).name === 'queue';
}
