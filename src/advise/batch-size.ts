import type { LoneWork, Machine } from '../verdict/prediction.js';

/** Short enough that one after another they take little more than two seconds. */
const LONGEST_BATCH_MS = 2_400;
const USUAL_TASKS = 20;
const FEWEST_TASKS = 4;
/** Waits that the law lets overlap further than that need a larger batch to show it. */
const MANY_TASKS = 64;
const LONGEST_LARGE_BATCH_MS = 1_500;
/** From this share on a CPU or the loop is what a batch takes its time for. */
const COMPUTING_SHARE = 0.5;
/** A third process tells more of such work than longer batches of two. */
const LONG_COMPUTING_MS = 300;
/** So many for each CPU show what workers gain. */
const TURNS = 4;

/** Tasks in a batch of the confirming run. */
export function batchSize(work: LoneWork, { cpus }: Pick<Machine, 'cpus'>): number {
  const { taskMs, loopShare, cpuShare } = work;
  const share = Math.max(loopShare, cpuShare);
  const isWide = 1 / share > USUAL_TASKS / 2;
  if (isWide && MANY_TASKS * taskMs <= LONGEST_LARGE_BATCH_MS) return MANY_TASKS;
  const affordable = (longestMs: number) => Math.floor(longestMs / taskMs);
  const usual = Math.max(FEWEST_TASKS, Math.min(USUAL_TASKS, affordable(LONGEST_BATCH_MS)));
  if (share < COMPUTING_SHARE) return usual;
  const workers = Math.max(1, Math.floor(cpus));
  const turns = Math.max(TURNS, Math.floor(affordable(LONG_COMPUTING_MS) / workers));
  return Math.min(usual, turns * workers);
}
