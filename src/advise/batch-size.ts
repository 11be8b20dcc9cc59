import type { LoneWork } from '../verdict/prediction.js';

/** Short enough that one after another they take little more than two seconds. */
const LONGEST_BATCH_MS = 2_400;
const USUAL_TASKS = 20;
const FEWEST_TASKS = 4;
/** Waits that the law lets overlap further than that need a larger batch to show it. */
const MANY_TASKS = 64;
const LONGEST_LARGE_BATCH_MS = 1_500;

/** Tasks in a batch of the confirming run. */
export function batchSize({ taskMs, loopShare, cpuShare }: LoneWork): number {
  const allowed = 1 / Math.max(loopShare, cpuShare);
  if (allowed > USUAL_TASKS / 2 && MANY_TASKS * taskMs <= LONGEST_LARGE_BATCH_MS) return MANY_TASKS;
  return Math.max(FEWEST_TASKS, Math.min(USUAL_TASKS, Math.floor(LONGEST_BATCH_MS / taskMs)));
}
