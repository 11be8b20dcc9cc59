/** The queue that the cells of a run use, from before the first to after the last. */
import { parseModel } from '../executors/model-spec.js';
import type { PlannedCell, QueuePlace } from '../plan/plan.js';
import { findQueueSource } from './queue-source.js';
import { startRedisServer } from './redis-server.js';

export interface RunQueue extends AsyncDisposable {
  /** The cells, those on a queue with the place where it is. */
  placed(cells: readonly PlannedCell[]): PlannedCell[];
}

/** Nothing is looked for or started unless a cell is on a queue. Never rejects: cells say what is missing. */
export async function openRunQueue(cells: readonly PlannedCell[]): Promise<RunQueue> {
  if (!cells.some(isQueued)) return queueAt(undefined);
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
    return queueAt({ kind: 'own-hosts', connection }, () => server[Symbol.asyncDispose]());
  } catch (error) {
    return queueAt({ kind: 'none', reason: (error as Error).message });
  }
}

function queueAt(
  queue: QueuePlace | undefined,
  close: () => Promise<void> = () => Promise.resolve(),
): RunQueue {
  return {
    placed: (cells) => cells.map((cell) => (queue && isQueued(cell) ? { ...cell, queue } : cell)),
    [Symbol.asyncDispose]: close,
  };
}

function isQueued({ model }: PlannedCell): boolean {
  return parseModel(model.split(' ', 1)[0] ?? model).name === 'queue';
}
