import type { Contest } from './contest.js';

/** By name; loaded on demand, as each brings libraries that others should not share a heap with. */
export const contests: Record<string, () => Promise<Contest>> = {
  loop: async () => (await import('./contests/loop.js')).contest,
  threads: async () => (await import('./contests/threads.js')).threads,
  'threads-in-turn': async () => (await import('./contests/threads.js')).threadsInTurn,
  processes: async () => (await import('./contests/processes.js')).processes,
  'processes-in-turn': async () => (await import('./contests/processes.js')).processesInTurn,
  computing: async () => (await import('./contests/speed-up.js')).computing,
  waiting: async () => (await import('./contests/speed-up.js')).waiting,
  'start-up': async () => (await import('./contests/start-up.js')).startUp,
  memory: async () => (await import('./contests/memory.js')).memory,
  'bytes-64k': async () => (await import('./contests/bytes.js')).kilobytes64,
  'bytes-1m': async () => (await import('./contests/bytes.js')).megabytes1,
  'bytes-16m': async () => (await import('./contests/bytes.js')).megabytes16,
  queue: async () => (await import('./contests/queue.js')).queue,
  'queue-in-turn': async () => (await import('./contests/queue.js')).queueInTurn,
  'queue-in-turn-tail': async () => (await import('./contests/queue.js')).queueInTurnTail,
};
