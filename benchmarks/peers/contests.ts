import type { Contest } from './contest.js';

/** By name; loaded on demand, as each brings libraries that others should not share a heap with. */
export const contests: Record<string, () => Promise<Contest>> = {
  loop: async () => (await import('./contests/loop.js')).contest,
};
